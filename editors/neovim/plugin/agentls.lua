-- The commands of buffers that the server looks at, Cursor's rules and Augment's texts as the markdown that they are, and agents in other formats.

vim.filetype.add({
  extension = { mdc = "markdown" },
  pattern = {
    [".*/%.augment/agents/.*%.txt"] = "markdown",
    [".*/%.augment/commands/.*%.txt"] = "markdown",
    [".*/%.codex/agents/.*%.toml"] = "toml.agent",
    [".*/%.gemini/commands/.*%.toml"] = "toml.agent",
    [".*/%.cline/agents/[^/]*%.ya?ml"] = "yaml.agent",
    [".*/skills/.*/agents/openai%.yaml"] = "yaml.agent",
  },
})

local group = vim.api.nvim_create_augroup("agentls", {})

--- Calls the plugin for events of its own client.
local function on(event, run)
  vim.api.nvim_create_autocmd(event, {
    group = group,
    callback = function(args)
      local client = vim.lsp.get_client_by_id(args.data.client_id)
      if client and client.name == "agentls" then
        run(client, args.buf)
      end
    end,
  })
end

on("LspAttach", function(client, buffer)
  require("agentls").attach(client, buffer)
end)
on("LspDetach", function(_, buffer)
  require("agentls").detach(buffer)
end)
