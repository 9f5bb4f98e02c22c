-- :checkhealth agentls

local M = {}

--- Says whether the program is found, and which version it is.
local function program(command)
  if vim.fn.executable(command) == 0 then
    vim.health.error(("`%s` is not executable"):format(command), {
      "Install it with `cargo install --path /path/to/agentls`, and add `~/.cargo/bin` to your PATH.",
      "Or set the command: `vim.lsp.config('agentls', { cmd = { '/path/to/agentls' } })`.",
    })
    return
  end
  local done = vim.system({ command, "--version" }, { text = true }):wait(5000)
  if done.code == 0 then
    vim.health.ok(("%s (%s)"):format(vim.trim(done.stdout), vim.fn.exepath(command)))
  else
    vim.health.error(("`%s --version` failed: %s"):format(command, vim.trim(done.stderr or "")))
  end
end

--- Says to which buffers the server is attached.
local function clients()
  local running = vim.lsp.get_clients({ name = "agentls" })
  if #running == 0 then
    vim.health.info("Not running. It starts with the first markdown file.")
  end
  for _, client in ipairs(running) do
    local buffers = vim.tbl_keys(client.attached_buffers or {})
    local root = client.config.root_dir or "none"
    vim.health.ok(("Client %d, root: %s, buffers: %d, columns in %s"):format(client.id, root, #buffers, client.offset_encoding))
  end
end

function M.check()
  vim.health.start("agentls")
  if vim.fn.has("nvim-0.10") == 0 then
    vim.health.error("Neovim 0.10 or later is required")
    return
  end
  local config = vim.lsp.config and vim.lsp.config.agentls or require("agentls").config()
  if type(config.cmd) == "table" then
    program(config.cmd[1])
  else
    vim.health.info("`cmd` is a function, so the program it starts is not checked")
  end
  if vim.lsp.is_enabled and not vim.lsp.is_enabled("agentls") then
    vim.health.warn("Not enabled", { "Call `vim.lsp.enable('agentls')` or `require('agentls').setup()`." })
  end
  clients()
end

return M
