//! Models how Claude Code reads files.
//!
//! Agents of a project or a user are dropped for errors in them; agents of plugins, skills and commands nearly always
//! load, and are listed under their file name with a substitute description.
//!
//! Facts: readings of npm `@anthropic-ai/claude-code` 2.1.330 over 2,000 files, and Bun 1.4.4 (npm
//! `@oven/bun-linux-x64`), whose YAML library it uses. The package is proprietary and nothing of it is copied here.

use crate::loading::Loader;

mod agent;
mod fields;
mod front;
mod hooks;
mod listed;
mod repair;
mod tools;
mod unreadable;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    Loader { checks: agent::CHECKS, ..loader("claude-code.agent", agent::agent_verdict) },
    loader("claude-code.plugin-agent", listed::plugin_agent_verdict),
    loader("claude-code.skill", listed::skill_verdict),
    loader("claude-code.command", listed::command_verdict),
    Loader::new("claude-code.rule", listed::rule_verdict),
];

const fn loader(
    document: &'static str,
    judge: fn(&crate::loading::File<'_>) -> crate::loading::VerdictResult,
) -> Loader {
    Loader::new(document, judge)
}

#[cfg(test)]
mod tests;
