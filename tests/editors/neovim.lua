-- What a person sees in Neovim, but for the typing of whole files (neovim/typing.lua).

local drive = dofile(vim.fs.dirname(arg[0]) .. "/neovim/drive.lua")
local ask, type_keys, eventually, check, shot = drive.ask, drive.type_keys, drive.eventually, drive.check, drive.shot

--- Puts the cursor on the first text that matches, and says in which line that is.
local function go_to(text)
  return ask([[
    vim.cmd.stopinsert()
    vim.fn.cursor(1, 1)
    return vim.fn.search(..., "cW")
  ]], "\\V" .. text)
end

local function line(number)
  return ask("return vim.fn.getline(...)", number)
end

local CODES = [[
  local codes = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.source == "agentls" then codes[#codes + 1] = found.code end
  end
]]

--- Counts the findings in the buffer of a file, and those that are there more than once.
local COUNT = [[
  local all, seen, twice = {}, {}, {}
  local buffer = vim.fn.bufnr(...)
  for _, found in ipairs(buffer >= 0 and vim.diagnostic.get(buffer) or {}) do
    local key = ("%d:%d %s"):format(found.lnum, found.col, found.message)
    all[#all + 1] = key
    if seen[key] then twice[#twice + 1] = key end
    seen[key] = true
  end
]]

-- The files of the workspace that there are buffers of.
local BUFFERS = [[
  local files = {}
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    local name = vim.api.nvim_buf_get_name(buffer)
    if name:find("/.claude/", 1, true) then files[#files + 1] = vim.fs.basename(name) end
  end
  table.sort(files)
]]

-- The text of the virtual lines, as one, and how wide the widest of them is.
local BELOW = [[
  local text, width = "", 0
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, { details = true })) do
    for _, line in ipairs(mark[4].virt_lines or {}) do
      local whole = table.concat(vim.tbl_map(function(chunk) return chunk[1] end, line))
      text = text .. " " .. vim.trim(whole:gsub("[└─]", ""))
      width = math.max(width, vim.fn.strdisplaywidth(whole))
    end
  end
]]

local FLOAT = [[
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
      if text:find(..., 1, true) then return text end
    end
  end
]]

--- Opens the popup at the cursor, takes the entry of that name, and gives the line that came of it.
local function complete(entry, at)
  type_keys("<C-x><C-o>")
  local words = eventually([[
    local info = vim.fn.complete_info({ "items", "pum_visible" })
    return info.pum_visible == 1 and #info.items > 0 and vim.tbl_map(function(item) return item.word end, info.items)
  ]]) or {}
  local index
  for position, word in ipairs(words) do
    index = index or (word:find(entry, 1, true) and position)
  end
  if not index then
    return nil, words
  end
  -- The popup has chosen the first entry already, unless it was told not to.
  local chosen = ask("return vim.fn.complete_info({ 'selected' }).selected")
  type_keys(("<C-n>"):rep(index - 1 - chosen))
  eventually("return vim.fn.complete_info({ 'selected' }).selected == ...", index - 1)
  shot("completion")
  type_keys("<C-y><Esc>")
  eventually("return vim.fn.mode() == 'n'")
  return line(at), words
end

local function open(name)
  ask("vim.cmd.edit(...)", (".claude/agents/%s.md"):format(name))
  return eventually("return vim.lsp.get_clients({ bufnr = 0, name = 'agentls' })[1] ~= nil")
end

local steps = {
  { "attach", function()
    local root = eventually([[
      local client = vim.lsp.get_clients({ bufnr = 0, name = "agentls" })[1]
      return client and client.initialized and client.config.root_dir
    ]])
    check("the server is attached, and the root is the workspace", root == vim.uv.fs_realpath(vim.env.WORKSPACE), root)
  end },
  { "diagnostics", function()
    local at = go_to("priority: \\zshigh")
    type_keys("cwhihg<Esc>")
    check("a finding appears", eventually(CODES .. "return codes[1] == 'unknown-value'"), ask(CODES .. "return codes"))
    type_keys("u")
    check("it vanishes when the text is right", eventually(CODES .. "return #codes == 0"), line(at))
  end },
  { "completion", function()
    local at = go_to("- testing")
    type_keys("o- sec")
    local got, words = complete("security", at + 1)
    check("a capability is completed", got and got:match("^%s+%- security[%w_]*$") ~= nil, { got, words })
    at = go_to("priority: high")
    type_keys("ccpriority: ")
    got, words = complete("critical", at)
    check("a priority is completed", got == "priority: critical", { got, words })
  end },
  { "colours", function()
    go_to("color:")
    if ask("return vim.lsp.document_color ~= nil") then
      check("the colour is shown", eventually([[
        for name, space in pairs(vim.api.nvim_get_namespaces()) do
          if name:find("document_color", 1, true) then
            for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true })) do
              local group = mark[4].hl_group or mark[4].virt_text and mark[4].virt_text[1][2]
              local shown = vim.api.nvim_get_hl(0, { name = group })
              if shown.bg == 0x00897b or shown.fg == 0x00897b then return true end
            end
          end
        end
      ]]))
    end
    -- Neovim has a chooser of ways to write the colour that is there, and none of colours: another one is asked for.
    local written = eventually([[
      local client = vim.lsp.get_clients({ bufnr = 0, name = "agentls" })[1]
      local document = vim.lsp.util.make_text_document_params(0)
      local function get(method, params)
        for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 5000) or {}) do
          if answer.result and #answer.result > 0 then return answer.result end
        end
        return {}
      end
      local colour = get("textDocument/documentColor", { textDocument = document })[1]
      if not colour then return end
      local wanted = { red = 1, green = 0.5, blue = 0, alpha = 1 }
      local ways = get("textDocument/colorPresentation", { textDocument = document, color = wanted, range = colour.range })
      local edit = ways[1] and ways[1].textEdit
      if edit then vim.lsp.util.apply_text_edits({ edit }, vim.api.nvim_get_current_buf(), client.offset_encoding) end
      return edit and vim.fn.getline(4)
    ]])
    check("it is changed by a presentation", written and written:lower():find("#ff8000", 1, true), written)
  end },
  { "hover", function()
    go_to("priority")
    if ask("return vim.fn.has('nvim-0.11') == 1") then
      type_keys("K")
    else
      ask("vim.lsp.buf.hover()")
    end
    check("hover tells of the key", eventually(FLOAT, "priority"))
    shot("hover")
    ask("vim.cmd('silent! fclose!')")
  end },
  { "folding", function()
    if ask("return vim.lsp.foldexpr == nil") then
      return
    end
    ask([[ vim.wo.foldmethod, vim.wo.foldexpr = "expr", "v:lua.vim.lsp.foldexpr()" ]])
    check("the front matter folds, a list in it, and a section", eventually([[
      local function level(text) return vim.fn.foldlevel(vim.fn.search("^" .. text, "nw")) end
      return level("name:") == 1 and level("  - testing") == 2 and level("1. Find out") > 0
    ]]), ask("return vim.tbl_map(vim.fn.foldlevel, vim.fn.range(1, vim.fn.line('$')))"))
    ask([[ vim.wo.foldmethod, vim.wo.foldenable = "manual", false ]])
  end },
  { "verdict", function()
    check("its command is there", eventually("return vim.fn.exists(':AgentlsVerdict') == 2"))
    type_keys("gg")
    ask("vim.cmd('AgentlsVerdict')")
    check("it names the tools", eventually(FLOAT, "Claude Code"))
    shot("verdict")
    ask("vim.cmd('silent! fclose!')")
    ask("vim.cmd('AgentlsVerdict!')")
    check("its reasons are listed in full", eventually([[
      local items = vim.fn.getloclist(0)
      return #items > 2 and vim.iter(items):any(function(item) return item.text:find("`color` has no effect", 1, true) and item.lnum > 1 end)
    ]]), ask("return vim.tbl_map(function(item) return item.text end, vim.fn.getloclist(0))"))
    ask("vim.cmd('lfirst')")
    check("one leads to its place", ask("return vim.fn.line('.') > 1 and vim.fn.expand('%:t') == 'async-engineer.md'"))
    ask("vim.cmd('lclose')")
    ask("vim.cmd('AgentlsPreview')")
    check("what the tool makes of it is shown beside", eventually([[
      local buffer = vim.fn.bufnr("agentls://preview/async-engineer.md")
      return buffer ~= -1 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"):find("Sent as the system prompt", 1, true) ~= nil
    ]]))
    check("and the cursor stays where it was", ask("return vim.fn.expand('%:t') == 'async-engineer.md'"))
    ask("vim.cmd('only')")
  end },
  { "tokens", function()
    go_to("slow-reviewer")
    check("the name of another agent is marked", eventually([[
      local line, column = vim.fn.line(".") - 1, vim.fn.col(".") - 1
      local tokens = vim.lsp.semantic_tokens.get_at_pos(0, line, column) or {}
      return #tokens == 1 and tokens[1].type == "class"
    ]]), ask("return vim.lsp.semantic_tokens.get_at_pos(0, vim.fn.line('.') - 1, vim.fn.col('.') - 1) or {}"))
  end },
  { "settings", function()
    local function set(settings)
      ask([[
        local client = vim.lsp.get_clients({ bufnr = 0, name = "agentls" })[1]
        local method, parameters = "workspace/didChangeConfiguration", { settings = ... }
        if vim.fn.has("nvim-0.11") == 1 then client:notify(method, parameters) else client.notify(method, parameters) end
      ]], settings)
    end
    set({ format = true, ["code-lenses"] = true })
    local at = go_to("priority:")
    type_keys("ccpriority:   low<Esc>")
    eventually("return vim.fn.mode() == 'n'")
    check("the front matter is formatted once that is on", eventually([[
      vim.lsp.buf.format({ name = "agentls" })
      return vim.fn.getline(...) == "priority: low"
    ]], at), line(at))
    open("slow-reviewer")
    check("a code lens tells who calls it", eventually([[
      for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeLens", { textDocument = vim.lsp.util.make_text_document_params(0) }, 5000) or {}) do
        for _, lens in ipairs(answer.result or {}) do
          local client = vim.lsp.get_clients({ bufnr = 0, name = "agentls" })[1]
          local resolved = not lens.command and vim.lsp.buf_request_sync(0, "codeLens/resolve", lens, 5000)
          local command = resolved and resolved[client.id].result.command or lens.command
          if command.title == "called by 1 file" then
            vim.g.agentls_lens = command.command
            local run = client.commands[command.command] or vim.lsp.commands[command.command]
            if run then run(command, { client_id = client.id, bufnr = vim.api.nvim_get_current_buf() }) end
            return true
          end
        end
      end
    ]]), ask("return vim.lsp.buf_request_sync(0, 'textDocument/codeLens', { textDocument = vim.lsp.util.make_text_document_params(0) }, 5000)"))
    check("and lists the places", eventually([[
      local items = vim.fn.getqflist()
      return #items == 1 and vim.fs.basename(vim.api.nvim_buf_get_name(items[1].bufnr)) == "async-engineer.md"
    ]]), ask("return { vim.g.agentls_lens, vim.fn.getqflist() }"))
    ask("vim.cmd('silent! cclose')")
    set({ format = false, ["code-lenses"] = false })
    ask("vim.cmd('buffer async-engineer.md | bwipeout! slow-reviewer.md')")
  end },
  { "workspace", function()
    local file = "slow-reviewer.md"
    if ask("return vim.lsp.buf.workspace_diagnostics ~= nil") then
      ask("vim.lsp.buf.workspace_diagnostics()")
      check("findings of a file that is not open are shown", eventually(COUNT .. "return #all == 6", file), ask(COUNT .. "return all", file))
    end
    open("slow-reviewer")
    check("all are shown when it is opened", eventually(COUNT .. "return #all == 6", file), ask(COUNT .. "return all", file))
    -- The answer has named the file in full, and a picture is the better without.
    ask("vim.cmd.cd('.')")
    go_to("for: locking")
    if ask("return vim.fn.has('nvim-0.11') == 1") then
      check("the one of the cursor's line is shown to its end", eventually(BELOW .. [[
        local window = vim.fn.getwininfo(vim.fn.win_getid())[1]
        return text:find("block scalar (`|-`).", 1, true) and width <= window.width - window.textoff
      ]]), ask(BELOW .. "return { text, width }"))
    end
    shot("findings")
    -- What is asked for a second time takes the place of what was there.
    type_keys("Gox<Esc>u")
    eventually("return vim.fn.mode() == 'n'")
    check("none is there twice", ask(COUNT .. "return #twice == 0", file), ask(COUNT .. "return twice", file))
    open("async-engineer")
  end },
  { "definition", function()
    go_to("`slow-reviewer`")
    type_keys("l")
    ask("vim.lsp.buf.definition()")
    check("it opens the other agent", eventually("return vim.fn.expand('%:t') == 'slow-reviewer.md'"))
  end },
  { "rename", function()
    open("slow-reviewer")
    go_to("slow-reviewer")
    ask("vim.lsp.buf.rename('keen-reviewer')")
    check("it renames the agent", eventually("return vim.fn.getline(2) == 'name: keen-reviewer'"), line(2))
    check("and the references to it", eventually([[
      for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
        if text:find("`keen-reviewer`", 1, true) then return true end
      end
    ]]))
    check("and moves the file", eventually([[
      local function is_there(name) return vim.uv.fs_stat((".claude/agents/%s.md"):format(name)) ~= nil end
      return vim.fn.expand("%:t") == "keen-reviewer.md" and is_there("keen-reviewer") and not is_there("slow-reviewer")
    ]]), ask("return { vim.fn.expand('%'), vim.fn.readdir('.claude/agents') }"))
    -- Neovim keeps the old name in a buffer without text.
    ask("vim.cmd('silent! bwipeout .claude/agents/slow-reviewer.md')")
  end },
  { "fix all", function()
    ask("vim.cmd('silent! wall')")
    if ask("return vim.fn.getline(1, '$')[3]") ~= "type: reviewer" then
      open("slow-reviewer")
    end
    local function quoted()
      return eventually("return vim.fn.getline(4) == [[color: \"#8E24AA\"]]")
    end
    check("its command is there", eventually("return vim.fn.exists(':AgentlsFixAll') == 2"))
    check("its findings are shown", eventually(CODES .. "return #codes > 0"))
    ask("vim.cmd('AgentlsFixAll')")
    check("it mends what is safe to mend", quoted(), ask("return vim.fn.getline(1, 12)"))
    check("and the findings go", eventually(CODES .. [[
      return not vim.tbl_contains(codes, "colon-in-plain-value") and not vim.tbl_contains(codes, "unquoted-color")
    ]]), ask(CODES .. "return codes"))
    shot("fixed")
  end },
  { "buffers", function()
    local kept = ask("return vim.fs.basename(vim.api.nvim_buf_get_name(0))")
    check("only of files that are there", ask(BUFFERS .. [[
      for _, name in ipairs(files) do
        if not vim.uv.fs_stat(".claude/agents/" .. name) then return false end
      end
      return #files == 2
    ]]), ask(BUFFERS .. "return files"))
    ask([[
      vim.cmd("silent! wall")
      for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        if buffer ~= vim.api.nvim_get_current_buf() then vim.api.nvim_buf_delete(buffer, { force = true }) end
      end
    ]])
    go_to("name:")
    type_keys("ccname: other-reviewer<Esc>")
    type_keys("opriority: hihg<Esc>")
    check("a finding appears", eventually(CODES .. "return vim.tbl_contains(codes, 'unknown-value')"), ask(CODES .. "return codes"))
    check("and no buffer that nobody opened", ask(BUFFERS .. "return vim.deep_equal(files, { ... })", kept), ask(BUFFERS .. "return files"))
    ask("vim.cmd('silent! undo')")
  end },
  { "health", function()
    ask("vim.cmd('checkhealth agentls')")
    local text = eventually("local text = table.concat(vim.fn.getline(1, '$'), '\\n') return text:find('agentls %d') and text")
    check("it finds the program", text and not text:find("ERROR", 1, true), ask("return vim.fn.getline(1, '$')"))
  end },
}

drive.run(steps)
