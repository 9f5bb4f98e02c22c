//! Agents of Claude Code in `.claude/agents`, whose models and tools VS Code translates to its own.

use super::agent::check_place;
use super::{LenientFront, VsCodeField};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Verdict, VerdictResult};

/// Keys of Claude Code's agents that VS Code reads.
const CLAUDE: &[VsCodeField] = &[
    VsCodeField::text("name"),
    VsCodeField::text("description"),
    VsCodeField::text_or_list("tools"),
    VsCodeField::text_or_list("disallowedTools"),
    VsCodeField::word("model", &["sonnet", "opus", "haiku", "inherit"]),
    VsCodeField::any("permissionMode"),
    VsCodeField::any("skills"),
    VsCodeField::any("mcpServers"),
    VsCodeField::any("memory"),
    VsCodeField::map("hooks"),
];

/// Tools of Claude Code that stand for some of VS Code.
const TOOLS: &[&str] = &[
    "Bash",
    "Edit",
    "Glob",
    "Grep",
    "Read",
    "Write",
    "WebFetch",
    "WebSearch",
    "Task",
    "Skill",
    "LSP",
    "NotebookEdit",
    "AskUserQuestion",
    "MCPSearch",
];

/// Whether a path is one of an agent of Claude Code.
pub(in super::super) fn is_claude(path: &str) -> bool {
    path.contains("/.claude/agents/") || path.starts_with(".claude/agents/")
}

pub(in super::super) fn claude_verdict(file: &File<'_>) -> VerdictResult {
    check_place(file)?;
    let front = LenientFront::from_file(file)?;
    let mut verdict = front.described(file);
    front.lose_unread(file, &mut verdict);
    front.lose_fields(file, CLAUDE, &mut verdict);
    lose_tools(file, &front.map, &mut verdict);
    front.lose_unknown(file, CLAUDE, &mut verdict);
    Ok(verdict)
}

/// Reports tools that vanish, or that no tool is left.
fn lose_tools(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let names: Vec<&str> = match map.get("tools") {
        Some(Value::Text(text)) => text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect(),
        Some(Value::List(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let known = names.iter().filter(|name| TOOLS.contains(name)).count();
    if known == 0 {
        let ignored = IgnoredPart::new("the agent has no tools").because("no tool that VS Code translates");
        verdict.lose(file.value_range(&["tools"]), ignored);
    } else if known < names.len() {
        let ignored = IgnoredPart::new("some of `tools` have no effect").because("VS Code has no such tools");
        verdict.lose(file.value_range(&["tools"]), ignored.minor());
    }
}
