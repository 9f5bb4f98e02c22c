-- Whole files are typed key by key (../typing/sessions.json) into the Neovim at SOCKET, which completes as one types by
-- its own means, set up by `setup({ completion = true })` or by the user's own autotrigger.

local here = vim.fs.dirname(arg[0])
local drive = dofile(here .. "/drive.lua")
local ask, type_keys, eventually, check = drive.ask, drive.type_keys, drive.eventually, drive.check

-- How often the server has answered, and whether the last list with items is incomplete: Neovim then asks at each key.
ask([[
  _G.answered = 0
  vim.api.nvim_create_autocmd("LspRequest", {
    callback = function(event)
      local request = event.data.request
      if request.method == "textDocument/completion" and request.type == "complete" then
        _G.answered = _G.answered + 1
      end
    end,
  })
  local convert = vim.lsp.completion._convert_results
  vim.lsp.completion._convert_results = function(...)
    _G.incomplete = select(7, ...).isIncomplete
    return convert(...)
  end
]])

--- Whether the list is open and asks at each key, how often the server has answered, and the text before the cursor.
local STATE = [[
  local before = vim.api.nvim_get_current_line():sub(1, vim.fn.col(".") - 1)
  local open = vim.fn.pumvisible() == 1
  return { open = open, asks = open and _G.incomplete, answered = _G.answered, before = before }
]]

-- The characters that ask: the server's own, and those that the plugin adds.
local triggers = {}
-- Whether the user has enabled completion, and not the plugin.
local own = vim.env.AUTOTRIGGER == "own"

--- Types one character as one does who looks at what comes of it: where it asks the server, the answer is waited for.
local function type_character(character)
  local was = ask(STATE)
  type_keys(character == "<" and "<lt>" or character)
  local typed = eventually("return vim.api.nvim_get_current_line():sub(1, vim.fn.col('.') - 1) == ...", was.before .. character)
  if not typed then
    error(("%q was typed behind %q, and there is %q"):format(character, was.before, ask(STATE).before))
  end
  if was.asks or triggers[character] and not was.open then
    if not eventually("return _G.answered > ... and vim.fn.mode(1):sub(1, 1) == 'i'", was.answered) then
      error(("nothing was asked for behind %q"):format(was.before .. character))
    end
    -- The list is opened by what handles the answer.
    ask("return 1")
  end
end

--- Waits for an item of that label, asking for the list unless it is open, chooses it and takes it.
local function take(label)
  if not ask(STATE).open then
    type_keys("<C-x><C-o>")
  end
  local index = eventually([[
    local info = vim.fn.complete_info({ "items", "pum_visible" })
    for position, item in ipairs(info.pum_visible == 1 and info.items or {}) do
      if item.abbr == ... then return position end
    end
  ]], label)
  if not index then
    local labels = ask("return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info({ 'items' }).items)")
    error(("%s is not offered in %s, but %s"):format(label, vim.inspect(ask("return vim.fn.getline(1, '$')")), vim.inspect(labels)))
  end
  -- Items that do not match what was typed since are in the list, and are passed over.
  local selected = -1
  for _ = 1, index do
    if selected ~= index - 1 then
      type_keys("<C-n>")
      selected = eventually([[
        local now = vim.fn.complete_info({ "selected" }).selected
        return now ~= ... and now
      ]], selected)
    end
  end
  if selected ~= index - 1 then
    error(("%s is not chosen, but item %s"):format(label, selected))
  end
  type_keys("<C-y>")
  eventually("return vim.fn.pumvisible() == 0")
end

--- A new line, and the indentation that is meant where another one was given.
local function new_line(indent)
  local row = ask("return vim.fn.line('.')")
  type_keys("<CR>")
  if not eventually("return vim.fn.line('.') == ... + 1", row) then
    error("Enter is no new line: " .. vim.inspect(ask("return vim.fn.getline(1, '$')")))
  end
  local given = ask(STATE).before
  if given ~= "" and given ~= indent then
    type_keys("<C-u>")
    eventually("return vim.fn.col('.') == 1")
    given = ""
  end
  if given ~= indent then
    type_keys(indent)
    eventually("return vim.fn.col('.') == ... + 1", #indent)
  end
end

--- Types a session, and says whether each row is what is meant, and what is saved.
local function session(name, told)
  local rows, meant = told.rows, {}
  for _, row in ipairs(rows) do
    meant[#meant + 1] = row[1]
  end
  meant = table.concat(meant, "\n")
  -- The one before may have been broken off.
  type_keys("<Esc>")
  eventually("return vim.fn.mode() == 'n'")
  ask("vim.fn.mkdir(vim.fs.dirname(...), 'p') vim.cmd('edit! ' .. ...)", told.file)
  triggers = eventually([[
    local client = vim.lsp.get_clients({ bufnr = 0, name = "agentls" })[1]
    if not client or not client.initialized then return end
    -- The characters that ask: the server's own, and those that the plugin adds.
local triggers = {}
-- Whether the user has enabled completion, and not the plugin.
local own = vim.env.AUTOTRIGGER == "own"
    for _, character in ipairs(client.server_capabilities.completionProvider.triggerCharacters) do
      triggers[character] = true
    end
    return triggers
  ]])
  if not own then
    for character in ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@"):gmatch(".") do
      triggers[character] = true
    end
  end
  type_keys("i")
  eventually("return vim.fn.mode() == 'i'")
  for number, row in ipairs(rows) do
    if number > 1 then
      new_line(row[1]:match("^ *"))
    end
    for position = 2, #row do
      local label = row[position]:match("^→(.*)")
      if label then
        take(label)
      else
        for character in row[position]:gmatch(".") do
          type_character(character)
        end
      end
    end
    local _, more = row[1]:gsub("\n", "")
    local wanted = vim.split(row[1], "\n")
    local got = ("local to = vim.fn.line('.') return vim.fn.getline(to - %d, to)"):format(more)
    if not eventually("return vim.deep_equal((function() " .. got .. " end)(), ...)", wanted) then
      error(("the row is to be %s, and is %s"):format(vim.inspect(wanted), vim.inspect(ask(got))))
    end
  end
  type_keys("<Esc>")
  eventually("return vim.fn.mode() == 'n'")
  ask("vim.cmd.write()")
  local saved = table.concat(vim.fn.readfile(vim.env.WORKSPACE .. "/" .. told.file), "\n")
  check(name .. " is saved as it was meant", saved == meant, saved)
end

local sessions = vim.json.decode(table.concat(vim.fn.readfile(here .. "/../typing/sessions.json"), "\n"))

local function typed(name)
  return { "typing", function()
    session(name, sessions[name])
  end }
end

--- The option in this buffer, in a new one, and its global value.
local OPTIONS = [[
  local function value(scope) return vim.api.nvim_get_option_value("completeopt", { scope = scope }) end
  local here, global = vim.o.completeopt, value("global")
  vim.cmd.new()
  local other = vim.o.completeopt
  vim.cmd("close!")
  return { here = here, other = other, global = global }
]]

local options = { "completeopt", function()
  local got = ask(OPTIONS)
  check("it lets nothing be inserted unasked", got.here:find("noselect") and got.here:find("menuone"), got)
  check("and is as ever elsewhere", got.other == "menu,popup" and got.global == "menu,popup", got)
  ask("for _, client in ipairs(vim.lsp.get_clients({ name = 'agentls' })) do client:stop() end")
  check("and here again without the server", eventually("return vim.o.completeopt == 'menu,popup'"), ask(OPTIONS))
end }

drive.run(own and { typed("skill"), options } or { typed("agent"), typed("skill"), typed("command"), typed("copilot"), options })
