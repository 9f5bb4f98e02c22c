---@brief
---
--- Language server for agent, skill, command and prompt files: markdown with YAML front matter for Claude Code,
--- claude-flow, Copilot, OpenCode, Gemini CLI and others. It is silent about all other markdown, so it can be switched
--- on for markdown as a whole.
---
--- The program `agentls` has to be on the path.

-- The folders that agent files lie in, and what marks a repository. The nearest one above a file is its root.
local marks = {
  ["agentls.toml"] = true,
  [".agents"] = true,
  [".claude"] = true,
  [".cursor"] = true,
  [".gemini"] = true,
  [".git"] = true,
  [".opencode"] = true,
}

---@type vim.lsp.Config
return {
  cmd = { "agentls" },
  filetypes = { "markdown" },
  root_dir = function(buffer, on_dir)
    on_dir(vim.fs.root(buffer, function(name)
      return marks[name] or false
    end))
  end,
}
