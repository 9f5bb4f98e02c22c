-- The commands of code lenses, which the server leaves out for clients that do not say that they have them.

local M = {}

--- Lists the places of a lens in the quickfix list.
---@param command lsp.Command
local function show_references(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local encoding = client and client.offset_encoding or "utf-16"
  local items = vim.lsp.util.locations_to_items(command.arguments[3], encoding)
  vim.fn.setqflist({}, " ", { title = command.title, items = items })
  vim.cmd("botright copen")
end

--- Shows in a floating window what each tool does with the file.
local function show_verdict(_, context)
  require("agentls").show_verdict(context.bufnr)
end

M.commands = {
  ["agentls.showReferences"] = show_references,
  ["agentls.showVerdict"] = show_verdict,
}

M.capabilities = { experimental = { commands = { commands = vim.tbl_keys(M.commands) } } }

return M
