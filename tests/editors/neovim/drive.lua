-- What the tests in Neovim share: keys are typed into the one at SOCKET as a person does, and it is asked what came of them.

local M = { failed = 0, step = nil }

local channel = vim.fn.sockconnect("pipe", vim.env.SOCKET, { rpc = true })

--- Runs a chunk of Lua in the editor.
function M.ask(code, ...)
  local answer = vim.rpcrequest(channel, "nvim_exec_lua", code, { ... })
  return answer ~= vim.NIL and answer or nil
end

function M.type_keys(keys)
  vim.rpcrequest(channel, "nvim_input", keys)
end

--- Asks until the answer is neither false nor nil, for ten seconds.
function M.eventually(code, ...)
  local answer
  local arguments = { ... }
  vim.wait(10000, function()
    answer = M.ask(code, unpack(arguments))
    return answer and true or false
  end, 2)
  return answer
end

function M.check(name, ok, detail)
  M.failed = M.failed + (ok and 0 or 1)
  local more = (not ok and detail ~= nil) and ": " .. vim.inspect(detail):gsub("%s+", " ") or ""
  io.stdout:write(("%s  %s: %s: %s%s\n"):format(ok and "ok  " or "FAIL", vim.env.LABEL, M.step, name, more))
end

--- Keeps what the terminal shows, with its colours.
function M.shot(name)
  M.ask("vim.cmd.redraw()")
  local screen = vim.fn.system({ "tmux", "-S", vim.env.TMUX_SOCKET, "capture-pane", "-e", "-N", "-p", "-t", "editor" })
  local file = assert(io.open(("%s/%s-%s.ansi"):format(vim.env.SHOTS, vim.env.LABEL, name), "w"))
  file:write(screen)
  file:close()
end

--- Runs each step, ends the editor and then this program.
function M.run(steps)
  for _, step in ipairs(steps) do
    M.step = step[1]
    local ok, error = xpcall(step[2], debug.traceback)
    if not ok then
      M.check("it ran through", false, error)
    end
  end
  pcall(M.ask, "vim.cmd('qall!')")
  os.exit(M.failed == 0 and 0 or 1)
end

return M
