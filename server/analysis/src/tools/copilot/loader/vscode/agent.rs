//! Agents in `.github/agents`.

use super::{LenientFront, VsCodeField};
use crate::loading::shape::excerpt;
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Part, Verdict, VerdictResult};
use crate::syntax::yaml::Node;

/// Keys of agents. `infer` and `advancedOptions` are tolerated.
const AGENT: &[VsCodeField] = &[
    VsCodeField::text("name"),
    VsCodeField::text("description"),
    VsCodeField::text("argument-hint"),
    VsCodeField::text_or_list("tools"),
    VsCodeField::list_of("agents"),
    VsCodeField::text_or_list("model"),
    VsCodeField::text("reasoning-effort"),
    VsCodeField::word("target", &["vscode", "github-copilot"]),
    VsCodeField::switch("user-invocable"),
    VsCodeField::switch("disable-model-invocation"),
    VsCodeField::list_of("handoffs"),
    VsCodeField::map("hooks"),
    VsCodeField::map("github"),
    VsCodeField::any("infer"),
    VsCodeField::any("advancedOptions"),
];

/// Events for which VS Code runs hooks of agents.
const EVENTS: &[&str] = &[
    "SessionStart",
    "SessionEnd",
    "UserPromptSubmit",
    "PreToolUse",
    "PostToolUse",
    "PreCompact",
    "SubagentStart",
    "SubagentStop",
    "Stop",
    "ErrorOccurred",
];

pub(in super::super) fn agent_verdict(file: &File<'_>) -> VerdictResult {
    check_place(file)?;
    let front = LenientFront::from_file(file)?;
    let mut verdict = front.described(file);
    front.lose_unread(file, &mut verdict);
    front.lose_fields(file, AGENT, &mut verdict);
    lose_items(file, &front.map, &mut verdict);
    lose_handoffs(file, &front.map, &mut verdict);
    lose_hooks(file, &front.map, &mut verdict);
    front.lose_unknown(file, AGENT, &mut verdict);
    Ok(verdict)
}

/// Whether VS Code does not find an agent where it is: below a folder of the folder of agents, or as `README.md` in it.
pub(in super::super) fn misses_agent(path: &str) -> bool {
    let is_within = [".github/agents/", ".claude/agents/"].iter().any(|folder| path.contains(folder));
    is_within && (is_nested(path) || path.ends_with("/README.md"))
}

fn is_nested(path: &str) -> bool {
    path.rsplit('/').nth(1).is_some_and(|folder| folder != "agents")
}

/// Drops a file that VS Code does not look at.
pub(super) fn check_place(file: &File<'_>) -> Result<(), Verdict> {
    file.check_extension()?;
    match misses_agent(file.path) {
        true if is_nested(file.path) => {
            let verdict = Verdict::dropped(Part::File, None, "the file is in a subfolder");
            Err(verdict.detail("VS Code looks for agents only directly in `agents`."))
        }
        true => Err(Verdict::dropped(Part::File, None, "the file is called `README.md`")),
        false => Ok(()),
    }
}

/// Reports tools and agents that are no strings.
fn lose_items(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    for key in ["tools", "agents", "model"] {
        let items = map.get(key).and_then(Value::list).unwrap_or_default();
        if items.iter().any(Value::is_collection) {
            let ignored = IgnoredPart::new(format!("an item of `{key}` has no effect"));
            verdict.lose(file.value_range(&[key]), ignored.because("it must be a string"));
        }
    }
}

/// Reports buttons that are not shown. A button needs an agent, a label and a prompt, which may be empty.
fn lose_handoffs(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let nodes = file.node(&["handoffs"]).map(Node::items).unwrap_or_default();
    for (index, item) in map.get("handoffs").and_then(Value::list).unwrap_or_default().iter().enumerate() {
        let lacks = |key: &&&str| {
            let text = item.map().and_then(|item| item.get(key)).and_then(Value::as_str);
            text.is_none_or(|text| text.is_empty() && **key != "prompt")
        };
        if let Some(key) = ["label", "agent", "prompt"].iter().find(lacks) {
            let range = nodes.get(index).map(|node| node.span.clone());
            let ignored = IgnoredPart::new("a handoff is left out").because(format!("it has no `{key}`"));
            verdict.lose(range.or_else(|| file.value_range(&["handoffs"])), ignored);
        }
    }
}

/// Reports hooks that are never run.
fn lose_hooks(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    for (event, value) in map.get("hooks").and_then(Value::map).into_iter().flat_map(Map::iter) {
        let why = match value {
            _ if !EVENTS.contains(&event) => "it is not a hook event",
            Value::List(_) => continue,
            _ => "it must be a list",
        };
        let ignored = IgnoredPart::new(format!("{} in `hooks` has no effect", excerpt(event)));
        verdict.lose(file.key_range(&["hooks", event]), ignored.because(why));
    }
}
