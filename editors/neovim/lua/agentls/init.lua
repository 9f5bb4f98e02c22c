-- Starts the server, and sends the requests that Neovim has no function for: verdicts, and all safe fixes at once.

local M = {}

local METHOD_NOT_FOUND = -32601
local FIX_ALL = "source.fixAll.agentls"

local path = vim.api.nvim_get_runtime_file("lsp/agentls.lua", false)[1]

--- The configuration of `lsp/agentls.lua`, with what is set over it.
---@param options? table keys of |vim.lsp.Config|, and `completion`
function M.config(options)
  return vim.tbl_deep_extend("force", dofile(path), options or {})
end

--- Starts the server for agent files, on every version from 0.10 on.
---@param options? table keys of |vim.lsp.Config|, and `completion`: whether the popup opens while one types
function M.setup(options)
  options = vim.deepcopy(options or {})
  M.completion = options.completion or false
  options.completion = nil
  if vim.lsp.config then
    vim.lsp.config("agentls", options)
    vim.lsp.enable("agentls")
    return
  end
  local config = M.config(options)
  -- Before 0.11, what a configuration says takes the place of all that the client can do.
  local client = vim.lsp.protocol.make_client_capabilities()
  config.capabilities = vim.tbl_deep_extend("force", client, config.capabilities or {})
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("agentls.start", {}),
    pattern = config.filetypes,
    callback = function(event)
      local function start(root)
        local here = vim.tbl_extend("force", config, { name = "agentls", root_dir = root })
        vim.lsp.start(here, { bufnr = event.buf })
      end
      if type(config.root_dir) == "function" then
        config.root_dir(event.buf, start)
      else
        start(config.root_dir)
      end
    end,
  })
end

--- Calls a method of a client; 0.10 has functions without `self` in their place.
local function call(client, name, ...)
  if vim.fn.has("nvim-0.11") == 1 then
    return client[name](client, ...)
  end
  return client[name](...)
end

---@return vim.lsp.Client?
local function client_of(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = "agentls" })[1]
end

--- Asks for the verdicts about a buffer. The answer is nil where the server gives none.
---@param answer fun(verdicts?: table, error?: table)
function M.verdicts(buffer, answer)
  local client = client_of(buffer)
  if client then
    local document = { textDocument = { uri = vim.uri_from_bufnr(buffer) } }
    call(client, "request", "agentls/verdict", document, function(error, result)
      answer(result, error)
    end, buffer)
  end
end

local SAYS = {
  loads = "loads it",
  repaired = "loads it after a repair",
  placeholder = "loads it without its description or front matter",
  dropped = "does not load it",
  stops = "does not start",
}

--- The verdicts as lines of markdown.
---@return string[]
function M.lines(verdicts)
  local lines = { "**" .. (verdicts.kind or "This is not an agent file.") .. "**" }
  if verdicts.reason then
    lines[#lines + 1] = verdicts.reason
  end
  for _, tool in ipairs(verdicts.tools or {}) do
    local said = SAYS[tool.outcome] or tool.outcome
    local reason = tool.reason and (": " .. tool.reason) or ""
    if tool.detail then
      reason = reason .. ". " .. tool.detail
    end
    lines[#lines + 1] = ("- %s %s %s%s"):format(tool.tool, tool.version, said, reason)
    for _, loss in ipairs(tool.losses or {}) do
      lines[#lines + 1] = "  - " .. loss.what
    end
  end
  return vim.split(table.concat(lines, "\n"), "\n")
end

--- Shows in a floating window what each tool does with the file of a buffer.
function M.show_verdict(buffer)
  M.verdicts(buffer, function(verdicts, error)
    if error then
      vim.notify("agentls: " .. error.message, vim.log.levels.ERROR)
    elseif verdicts and verdicts ~= vim.NIL then
      local _, window = vim.lsp.util.open_floating_preview(M.lines(verdicts), "markdown", {
        border = "rounded",
        focus_id = "agentls.verdict",
        max_width = math.min(100, vim.o.columns - 4),
      })
      -- A reason of several lines stays below its hyphen, and breaks between words.
      local options = vim.wo[window]
      options.linebreak, options.breakindent, options.breakindentopt = true, true, "shift:2"
      local most = vim.o.lines - vim.o.cmdheight - 4
      vim.api.nvim_win_set_height(window, math.min(vim.api.nvim_win_text_height(window, {}).all, most))
    end
  end)
end

--- The reasons of the verdicts with their places, for the location list.
---@return vim.quickfix.entry[]
function M.entries(buffer, verdicts, encoding)
  local entries = {}
  local uri = vim.uri_from_bufnr(buffer)
  local top = { line = 0, character = 0 }
  local function add(range, text, kind)
    local place = { uri = uri, range = range or { start = top, ["end"] = top } }
    local item = vim.lsp.util.locations_to_items({ place }, encoding)[1]
    entries[#entries + 1] = { bufnr = buffer, lnum = item.lnum, col = item.col, text = text, type = kind }
  end
  for _, tool in ipairs(verdicts.tools or {}) do
    local program = tool.tool .. " " .. tool.version
    if tool.reason then
      local is_lost = tool.outcome == "dropped" or tool.outcome == "stops"
      add(tool.range, ("%s %s: %s"):format(program, SAYS[tool.outcome] or tool.outcome, tool.reason), is_lost and "E" or "W")
    end
    for _, loss in ipairs(tool.losses or {}) do
      add(loss.range, ("%s: %s"):format(program, loss.what), "W")
    end
  end
  return entries
end

--- Opens the location list with the reasons of the verdicts, each of which leads to its place.
function M.list_verdict(buffer)
  local window = vim.api.nvim_get_current_win()
  M.verdicts(buffer, function(verdicts, error)
    if error then
      vim.notify("agentls: " .. error.message, vim.log.levels.ERROR)
    elseif verdicts and verdicts ~= vim.NIL then
      local client = client_of(buffer)
      local entries = M.entries(buffer, verdicts, client and client.offset_encoding or "utf-16")
      if #entries == 0 then
        vim.notify("agentls: the tools load the file as it is")
        return
      end
      vim.fn.setloclist(window, {}, " ", { title = verdicts.kind, items = entries })
      vim.cmd("lopen")
      -- A reason is read to its end.
      vim.wo.wrap, vim.wo.linebreak = true, true
    end
  end)
end

--- Shows beside the buffer what a tool makes of its file.
---@param arguments string those of a call, if there are any
function M.show_preview(buffer, arguments)
  local client = client_of(buffer)
  if not client then
    return
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, args = arguments ~= "" and arguments or nil }
  call(client, "request", "agentls/preview", params, function(error, answer)
    if error or not answer or answer == vim.NIL then
      vim.notify("agentls: " .. (error and error.message or "there is no preview"), vim.log.levels.ERROR)
      return
    end
    local name = "agentls://preview/" .. vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
    local shown = vim.fn.bufnr(name)
    if shown == -1 then
      shown = vim.api.nvim_create_buf(false, true)
      vim.api.nvim_buf_set_name(shown, name)
      vim.bo[shown].bufhidden = "wipe"
    end
    vim.bo[shown].modifiable = true
    vim.api.nvim_buf_set_lines(shown, 0, -1, false, vim.split(answer.text, "\n", { trimempty = true }))
    vim.bo[shown].modifiable = false
    if vim.fn.bufwinid(shown) == -1 then
      local window = vim.api.nvim_get_current_win()
      vim.cmd("vertical sbuffer " .. shown)
      vim.wo.wrap, vim.wo.linebreak = true, true
      vim.api.nvim_set_current_win(window)
    end
  end, buffer)
end

--- Breaks the message of a diagnostic into lines that end with the window: `virtual_lines` would cut it there. For `format`.
---@param diagnostic vim.Diagnostic
---@return string
function M.wrapped(diagnostic)
  -- Neovim puts a corner with a blank before the message, which begins below what it is about.
  local corner, least = 6, 30
  local window = vim.fn.getwininfo(vim.fn.bufwinid(diagnostic.bufnr))[1]
  local width = window and window.width - window.textoff or vim.o.columns
  local text = vim.api.nvim_buf_get_lines(diagnostic.bufnr, diagnostic.lnum, diagnostic.lnum + 1, false)[1] or ""
  local room = math.max(width - vim.fn.strdisplaywidth(text:sub(1, diagnostic.col)) - corner, least)
  local message = diagnostic.code and ("%s [%s]"):format(diagnostic.message, diagnostic.code) or diagnostic.message
  local lines = {}
  for word in message:gmatch("%S+") do
    local longer = #lines > 0 and lines[#lines] .. " " .. word
    if longer and vim.fn.strdisplaywidth(longer) <= room then
      lines[#lines] = longer
    else
      lines[#lines + 1] = word
    end
  end
  return table.concat(lines, "\n")
end

--- Applies all fixes of a buffer that are safe, as one change.
function M.fix_all(buffer)
  local client = client_of(buffer)
  if not client then
    return
  end
  local last = vim.api.nvim_buf_line_count(buffer)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = { start = { line = 0, character = 0 }, ["end"] = { line = last, character = 0 } },
    context = { diagnostics = {}, only = { FIX_ALL }, triggerKind = 1 },
  }
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  call(client, "request", "textDocument/codeAction", params, function(error, actions)
    if error then
      vim.notify("agentls: " .. error.message, vim.log.levels.ERROR)
    elseif vim.api.nvim_buf_get_changedtick(buffer) ~= tick then
      vim.notify("agentls: the text has changed in the meantime; nothing was fixed")
    elseif not actions or not actions[1] then
      vim.notify("agentls: no safe fixes")
    else
      vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
    end
  end, buffer)
end

--- Whether a client's server offers to fix everything at once.
local function fixes_all(client)
  local provider = client.server_capabilities.codeActionProvider
  local kinds = type(provider) == "table" and provider.codeActionKinds or {}
  return vim.tbl_contains(kinds, FIX_ALL)
end

--- Gives a buffer the commands that its server has an answer for.
function M.attach(client, buffer)
  local function command(name, run, description, options)
    options = vim.tbl_extend("force", { desc = description }, options or {})
    vim.api.nvim_buf_create_user_command(buffer, name, function(given)
      run(buffer, given)
    end, options)
  end
  if fixes_all(client) then
    command("AgentlsFixAll", M.fix_all, "Apply all safe fixes")
  end
  M.verdicts(buffer, function(_, error)
    if vim.api.nvim_buf_is_valid(buffer) and not (error and error.code == METHOD_NOT_FOUND) then
      command("AgentlsVerdict", function(_, given)
        (given.bang and M.list_verdict or M.show_verdict)(buffer)
      end, "What each tool does with this file; with !, the reasons in the location list", { bang = true })
      command("AgentlsPreview", function(_, given)
        M.show_preview(buffer, given.args)
      end, "What a tool makes of this file, with the arguments of a call", { nargs = "*" })
    end
  end)
  if vim.lsp.completion then
    local completion = require("agentls.completion")
    if M.completion then
      completion.enable(client, buffer)
    else
      completion.watch(buffer)
    end
  end
end

--- Takes from a buffer what it was given.
function M.detach(buffer)
  if vim.lsp.completion then
    require("agentls.completion").disable(buffer)
  end
  for _, name in ipairs({ "AgentlsFixAll", "AgentlsPreview", "AgentlsVerdict" }) do
    pcall(vim.api.nvim_buf_del_user_command, buffer, name)
  end
end

return M
