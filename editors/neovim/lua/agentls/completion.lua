-- Completion while one types, by Neovim's own completion (0.11 and later).

local M = {}

local watching = vim.api.nvim_create_augroup("agentls.completion", {})

--- What was set in a buffer, to be taken back only if it is still that.
local was_set = {}

--- Neovim opens its list for the server's trigger characters alone, and keys begin with letters.
local WORD = {}
for byte = 0x21, 0x7e do
  local character = string.char(byte)
  if character:find("[%w_@]") then
    WORD[#WORD + 1] = character
  end
end

--- The local value of 'completeopt', which is empty where the global one applies.
local function local_options(buffer)
  return vim.api.nvim_buf_call(buffer, function()
    return vim.api.nvim_get_option_value("completeopt", { scope = "local" })
  end)
end

--- The global value with what the list needs when it opens unasked. With the default, the first item is inserted at
--- once ("noselect" is missing), and an item that is the only one is even accepted ("menuone" is missing).
local function needed()
  local options = vim.opt_global.completeopt:get()
  local function has(flag)
    return vim.tbl_contains(options, flag)
  end
  -- "longest" inserts text that nobody typed, and takes the effect from "noinsert".
  options = vim.tbl_filter(function(flag)
    return flag ~= "longest" and flag ~= "menu"
  end, options)
  if not has("menuone") then
    table.insert(options, 1, "menuone")
  end
  if not has("noselect") and not has("noinsert") then
    options[#options + 1] = "noselect"
  end
  if not has("popup") and not has("preview") then
    options[#options + 1] = "popup"
  end
  return table.concat(options, ",")
end

--- Sets 'completeopt' in a buffer, unless somebody has.
local function prepare(buffer)
  if vim.api.nvim_buf_is_valid(buffer) and local_options(buffer) == "" then
    was_set[buffer] = needed()
    vim.api.nvim_set_option_value("completeopt", was_set[buffer], { buf = buffer })
  end
end

--- Whether the list opens by itself in a buffer, whoever asked for that.
local function is_automatic(buffer)
  local filter = { group = ("nvim.lsp.completion_%d"):format(buffer), event = "InsertCharPre", buffer = buffer }
  local known, commands = pcall(vim.api.nvim_get_autocmds, filter)
  return known and #commands > 0
end

--- Opens the list in a buffer while one types.
function M.enable(client, buffer)
  local provider = client.server_capabilities.completionProvider
  if not provider then
    return
  end
  prepare(buffer)
  -- They are read when completion is enabled. Other clients of the same server keep the server's own.
  local triggers = provider.triggerCharacters or {}
  provider.triggerCharacters = vim.list_extend(vim.list_slice(triggers), WORD)
  vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true })
  provider.triggerCharacters = triggers
end

--- Sets what is needed too where the configuration of the user enables `autotrigger`, before or after us.
function M.watch(buffer)
  local function look()
    if is_automatic(buffer) then
      prepare(buffer)
    end
  end
  vim.api.nvim_clear_autocmds({ group = watching, buffer = buffer })
  vim.api.nvim_create_autocmd("InsertEnter", { group = watching, buffer = buffer, callback = look })
  vim.schedule(look)
end

--- Gives a buffer its options back.
function M.disable(buffer)
  pcall(vim.api.nvim_clear_autocmds, { group = watching, buffer = buffer })
  local value = was_set[buffer]
  was_set[buffer] = nil
  if value and vim.api.nvim_buf_is_valid(buffer) and local_options(buffer) == value then
    vim.api.nvim_buf_call(buffer, function()
      vim.cmd("setlocal completeopt<")
    end)
  end
end

return M
