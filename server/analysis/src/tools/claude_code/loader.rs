//! Models how Claude Code reads files.
//!
//! Agents of a project or a user are dropped for errors in them; agents of plugins, skills and commands nearly always
//! load, and are listed under their file name with a substitute description.
//!
//! Facts: readings of npm `@anthropic-ai/claude-code` 2.1.330 and 2.1.332 over 2,000 files, and Bun 1.4.4 (npm
//! `@oven/bun-linux-x64`), whose YAML library it uses. The package is proprietary and nothing of it is copied here.

use crate::loading::{File, Loader, VerdictResult};
use front::read_loaded;

mod agent;
mod fields;
mod front;
mod hooks;
mod listed;
mod repair;
mod rule;
mod tools;
mod unreadable;

/// The loaders of this tool, of the newest release that was asked.
pub(crate) static LOADERS: &[Loader] = &[
    Loader { earlier: &[of_330(AGENT, agent::agent_verdict_330)], ..AGENT },
    Loader { earlier: &[of_330(PLUGIN_AGENT, listed::plugin_agent_verdict)], ..PLUGIN_AGENT },
    Loader { earlier: &[of_330(SKILL, listed::skill_verdict_330)], ..SKILL },
    Loader { earlier: &[of_330(COMMAND, listed::command_verdict_330)], ..COMMAND },
    Loader::new("claude-code.rule", rule::rule_verdict).reading(read_loaded),
];

const AGENT: Loader = Loader {
    checks: agent::CHECKS,
    ..Loader::new("claude-code.agent", agent::agent_verdict).reading(read_loaded)
};
const PLUGIN_AGENT: Loader =
    Loader::new("claude-code.plugin-agent", listed::plugin_agent_verdict).reading(read_loaded);
const SKILL: Loader = Loader::new("claude-code.skill", listed::skill_verdict).reading(read_loaded);
const COMMAND: Loader = Loader::new("claude-code.command", listed::command_verdict).reading(read_loaded);

/// Returns the loader of 2.1.330, which lacks the hook event `PreSkillShellCommand`.
const fn of_330(loader: Loader, judge: fn(&File<'_>) -> VerdictResult) -> Loader {
    Loader { version: Some("2.1.330"), judge, ..loader }
}

#[cfg(test)]
mod tests;
