//! Which tool tells of written files in which words: `tools.json`, with the source of each row.

use serde::Deserialize;
use serde_json::Value;

use super::answer::AnswerForm;

/// The rows of `tools.json`.
const TABLE: &str = include_str!("tools.json");

/// A tool that runs hooks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HookTool {
    /// The name on the command line, which is that of the tool's folder in the analysis.
    pub(super) id: String,
    /// The events after a file was written, as `hook_event_name` has them; empty if events have no name.
    #[serde(default)]
    events: Vec<String>,
    /// The key with the name of the agent's tool.
    #[serde(default = "usual_name_key")]
    name_at: String,
    /// The agent's tools that write files. An event without such a name is itself about a written file.
    writers: Vec<String>,
    /// A key that only events after a call have.
    #[serde(default)]
    needs: Option<String>,
    /// Where the path of the file is, in keys separated by dots.
    #[serde(default)]
    paths: Vec<String>,
    /// Where a patch is that names the files.
    #[serde(default)]
    patches: Vec<String>,
    /// How the tool takes an answer.
    pub(super) answer: AnswerForm,
    /// Where all of that is from, and which version it was seen in.
    #[allow(dead_code, reason = "for those who read the table")]
    source: String,
}

fn usual_name_key() -> String {
    "tool_name".to_owned()
}

impl HookTool {
    /// Returns all tools, in the order of their names.
    pub(super) fn all() -> Vec<Self> {
        serde_json::from_str(TABLE).unwrap_or_default()
    }

    /// Returns the paths of the files that were written, as the event has them. Empty for all other events.
    pub(super) fn paths_in(&self, event: &Value) -> Vec<String> {
        if !self.tells_of_writing(event) {
            return Vec::new();
        }
        let text_at =
            |keys: &String| value_at(event, keys).and_then(|value| value.as_str().map(str::to_owned));
        let patched = self.patches.iter().filter_map(text_at).flat_map(|patch| paths_in_patch(&patch));
        self.paths.iter().find_map(text_at).into_iter().chain(patched).collect()
    }

    fn tells_of_writing(&self, event: &Value) -> bool {
        let is_one_of = |key: &str, names: &[String]| {
            event.get(key).and_then(Value::as_str).map(|name| names.iter().any(|known| known == name))
        };
        let is_after = self.events.is_empty() || is_one_of("hook_event_name", &self.events) == Some(true);
        let has_result = self.needs.as_ref().is_none_or(|key| event.get(key).is_some());
        is_after && has_result && is_one_of(&self.name_at, &self.writers) != Some(false)
    }
}

/// Returns the value below some keys. A string on the way is JSON: Copilot writes the arguments of some calls as text.
fn value_at(event: &Value, keys: &str) -> Option<Value> {
    keys.split('.').try_fold(event.clone(), |value, key| match value {
        Value::Object(mut map) => map.remove(key),
        Value::String(text) => serde_json::from_str::<Value>(&text).ok()?.get(key).cloned(),
        _ => None,
    })
}

/// Returns the files that a patch of Codex writes (`codex-rs/apply-patch/apply_patch_tool_instructions.md`).
fn paths_in_patch(patch: &str) -> Vec<String> {
    const HEADS: [&str; 3] = ["*** Add File: ", "*** Update File: ", "*** Move to: "];
    let path =
        |line: &str| HEADS.iter().find_map(|head| line.strip_prefix(head)).map(|path| path.trim().into());
    patch.lines().filter_map(path).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(tool: &str, event: &Value) -> Vec<String> {
        HookTool::all().iter().find(|known| known.id == tool).unwrap().paths_in(event)
    }

    #[test]
    fn the_table_can_be_read_and_is_sorted() {
        let ids: Vec<_> = HookTool::all().into_iter().map(|tool| tool.id).collect();
        assert!(ids.is_sorted() && ids.len() == 6, "{ids:?}");
    }

    #[test]
    fn only_an_event_after_writing_has_paths() {
        let event = |name: &str, tool: &str| json!({"hook_event_name": name, "tool_name": tool, "tool_input": {"file_path": "a.md"}});
        assert_eq!(paths("claude-code", &event("PostToolUse", "Write")), ["a.md"]);
        assert!(paths("claude-code", &event("PreToolUse", "Write")).is_empty());
        assert!(paths("claude-code", &event("PostToolUse", "Read")).is_empty());
        assert!(
            paths("claude-code", &json!({"tool_name": "Write", "tool_input": {"file_path": "a.md"}}))
                .is_empty()
        );
        assert_eq!(
            paths("cursor", &json!({"hook_event_name": "afterFileEdit", "file_path": "a.md"})),
            ["a.md"]
        );
    }

    #[test]
    fn arguments_may_be_text() {
        let event = |arguments: Value| json!({"toolName": "edit", "toolArgs": arguments, "toolResult": {}});
        assert_eq!(paths("copilot", &event(json!({"path": "a.md"}))), ["a.md"]);
        assert_eq!(paths("copilot", &event(json!("{\"path\": \"a.md\"}"))), ["a.md"]);
        assert!(paths("copilot", &event(json!("a.md"))).is_empty());
        assert!(paths("copilot", &json!({"toolName": "edit", "toolArgs": {"path": "a.md"}})).is_empty());
    }

    #[test]
    fn a_patch_names_its_files() {
        let patch = "*** Begin Patch\n*** Add File: a.md\n+x\n*** Update File: b.md\n*** Move to: c.md\n@@\n-*** Add File: no\n\
                     *** Delete File: d.md\n*** End Patch";
        let event = json!({"hook_event_name": "PostToolUse", "tool_name": "apply_patch", "tool_input": {"command": patch}});
        assert_eq!(paths("codex", &event), ["a.md", "b.md", "c.md"]);
    }
}
