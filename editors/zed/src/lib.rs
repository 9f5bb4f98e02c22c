//! Starts agentls for markdown in Zed.

use zed_extension_api::{
    Command, Extension, LanguageServerId, Result, Worktree, register_extension, serde_json::Value,
    settings::LspSettings,
};

struct Agentls;

impl Extension for Agentls {
    fn new() -> Self {
        Self
    }

    /// Returns the command of the settings (`lsp.agentls.binary`), or else `agentls` on the PATH.
    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree("agentls", worktree)?.binary;
        let (path, arguments) = binary.map(|it| (it.path, it.arguments)).unwrap_or_default();
        let command = path
            .or_else(|| worktree.which("agentls"))
            .ok_or("agentls is not on the PATH. Install it, or name it in `lsp.agentls.binary.path`.")?;
        Ok(Command { command, args: arguments.unwrap_or_default(), env: worktree.shell_env() })
    }

    /// Hands on `lsp.agentls.initialization_options`, which have the keys of agentls.toml.
    fn language_server_initialization_options(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree("agentls", worktree)?.initialization_options)
    }

    /// Hands on `lsp.agentls.settings`.
    fn language_server_workspace_configuration(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree("agentls", worktree)?.settings)
    }
}

register_extension!(Agentls);
