---@brief
---
--- Language server for agent, skill, command and prompt files: markdown with YAML front matter for Claude Code,
--- claude-flow, Copilot, OpenCode, Gemini CLI and others. It ignores all other markdown, so it can be enabled for all
--- of it.
---
--- `agentls` must be on the PATH.

-- The folders that agent files lie in, and what marks a repository. The nearest one above a file is its root.
local marks = {
  ["agentls.toml"] = true,
  [".agent"] = true,
  [".agents"] = true,
  [".augment"] = true,
  [".claude"] = true,
  [".cline"] = true,
  [".clinerules"] = true,
  [".codex"] = true,
  [".continue"] = true,
  [".crush"] = true,
  [".cursor"] = true,
  [".devin"] = true,
  [".factory"] = true,
  [".gemini"] = true,
  [".git"] = true,
  [".grok"] = true,
  [".junie"] = true,
  [".kilo"] = true,
  [".kilocode"] = true,
  [".kiro"] = true,
  [".opencode"] = true,
  [".pi"] = true,
  [".qwen"] = true,
  [".roo"] = true,
  [".rulesync"] = true,
  [".windsurf"] = true,
}

-- The commands of code lenses come with the plugin; the server leaves them out for clients that do not say they have them.
local found, lens = pcall(require, "agentls.lens")

---@type vim.lsp.Config
return {
  capabilities = found and lens.capabilities or nil,
  commands = found and lens.commands or nil,
  cmd = { "agentls" },
  filetypes = { "markdown", "toml.agent", "yaml.agent" },
  root_dir = function(buffer, on_dir)
    on_dir(vim.fs.root(buffer, function(name)
      return marks[name] or false
    end))
  end,
}
