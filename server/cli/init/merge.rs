//! Adds to the JSON of a person without touching a byte of it: everything new is inserted at the end of a mapping or list.

use std::collections::BTreeMap;

use agentls_analysis::code_span::code_span;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// The name under which tools know this server. What stands below it already is the person's own choice.
const OWN_KEY: &str = "agentls";

/// A text that goes into another one.
struct Insertion {
    at: usize,
    text: String,
}

/// Returns the text with what it lacks of `content`, or `None` if it lacks nothing.
///
/// # Errors
/// A clause about why that cannot be done by insertions alone.
pub(super) fn merge(text: &str, content: &RawValue) -> Result<Option<String>, String> {
    let Ok(root) = serde_json::from_str::<&RawValue>(text) else {
        return Err("it has comments or is not valid JSON".to_owned());
    };
    let mut merging = Merging { text, insertions: Vec::new() };
    merging.add_missing(root, content, "the file", 0)?;
    if merging.insertions.is_empty() {
        return Ok(None);
    }
    merging.insertions.sort_by_key(|insertion| insertion.at);
    let mut merged = text.to_owned();
    for insertion in merging.insertions.iter().rev() {
        merged.insert_str(insertion.at, &insertion.text);
    }
    match serde_json::from_str::<Value>(&merged) {
        Ok(_) => Ok(Some(merged)),
        Err(error) => Err(format!("what would come out is not valid JSON: {error}")),
    }
}

/// Formats a value as a file of its own.
pub(super) fn whole_file(content: &RawValue) -> String {
    dedented(content).collect::<Vec<_>>().join("\n") + "\n"
}

struct Merging<'a> {
    text: &'a str,
    insertions: Vec<Insertion>,
}

impl<'a> Merging<'a> {
    /// Adds to a value, which is `name` to a person, what it lacks of another.
    fn add_missing(
        &mut self,
        old: &'a RawValue,
        new: &RawValue,
        name: &str,
        depth: usize,
    ) -> Result<(), String> {
        if let Some(wanted) = read_as::<BTreeMap<String, &RawValue>>(new) {
            let members: BTreeMap<String, &'a RawValue> =
                read_as(old).ok_or_else(|| format!("{name} is not a mapping"))?;
            let mut missing = Vec::new();
            for (key, value) in wanted {
                match members.get(&key) {
                    Some(_) if key == OWN_KEY => {}
                    Some(member) => {
                        self.add_missing(member, value, &code_span(&key).to_string(), depth + 1)?;
                    }
                    None => missing.push((Some(key), value)),
                }
            }
            self.insert_last(old, members.is_empty(), &missing, depth);
        } else if let Some(wanted) = read_as::<Vec<&RawValue>>(new) {
            let elements: Vec<Value> = read_as(old).ok_or_else(|| format!("{name} is not a list"))?;
            let is_missing = |item: &&RawValue| {
                read_as::<Value>(item).is_some_and(|item| !elements.iter().any(|it| is_same(it, &item)))
            };
            let missing: Vec<_> = wanted.into_iter().filter(is_missing).map(|item| (None, item)).collect();
            self.insert_last(old, elements.is_empty(), &missing, depth);
        } else if read_as::<Value>(old) != read_as::<Value>(new) {
            return Err(format!("{name} is not {}", code_span(new.get())));
        }
        Ok(())
    }

    /// Inserts members or elements at the end of a mapping or list.
    fn insert_last(
        &mut self,
        old: &'a RawValue,
        is_empty: bool,
        missing: &[(Option<String>, &RawValue)],
        depth: usize,
    ) {
        if missing.is_empty() {
            return;
        }
        let inner = old.get().strip_suffix(['}', ']']).unwrap_or_default();
        let at = offset_in(self.text, old.get()) + inner.trim_end().len();
        let line_break = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let indent = indent_of(self.text);
        let margin = |depth: usize| format!("{line_break}{}", indent.repeat(depth));
        let is_one_line = !is_empty && !inner.contains('\n');
        let mut text = String::new();
        for (number, (key, value)) in missing.iter().enumerate() {
            if number > 0 || !is_empty {
                text.push(',');
            }
            text += &if is_one_line { " ".to_owned() } else { margin(depth + 1) };
            text += &key.as_ref().map_or(String::new(), |key| format!("\"{key}\": "));
            text += &if is_one_line {
                dedented(value).map(str::trim).collect::<Vec<_>>().join(" ")
            } else {
                let lines: Vec<_> = dedented(value).map(|line| line.replace("  ", indent)).collect();
                lines.join(&margin(depth + 1))
            };
        }
        // The bracket of an empty container stands on the same line, or on its own already.
        if is_empty && !inner.contains('\n') {
            text += &margin(depth);
        }
        self.insertions.push(Insertion { at, text });
    }
}

/// Returns the lines of a value as if it stood at the margin.
fn dedented(value: &RawValue) -> impl Iterator<Item = &str> {
    let margin = value.get().lines().last().map_or(0, |line| line.len() - line.trim_start().len());
    let cut =
        move |line| if str::starts_with(line, ' ') { line.get(margin..).unwrap_or_default() } else { line };
    value.get().lines().map(cut)
}

fn read_as<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

/// Returns where a part of a text starts in it.
fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Returns the indentation of the first indented line.
fn indent_of(text: &str) -> &str {
    let indented = |line: &'_ str| line.len() - line.trim_start_matches([' ', '\t']).len();
    text.lines()
        .map(|line| line.get(..indented(line)).unwrap_or_default())
        .find(|it| !it.is_empty())
        .unwrap_or("  ")
}

/// Whether an element of a list is the one that would be added, or runs the same command.
fn is_same(element: &Value, item: &Value) -> bool {
    element == item || command_of(item).is_some_and(|command| command_of(element) == Some(command))
}

/// Returns the command that an entry of hooks runs.
fn command_of(entry: &Value) -> Option<&str> {
    let own = || ["command", "bash"].iter().find_map(|key| entry.get(key)?.as_str());
    own().or_else(|| entry.get("hooks")?.as_array()?.iter().find_map(command_of))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOOK: &str = r#"{"hooks": {"PostToolUse": [{"matcher": "Write", "hooks": [{"type": "command", "command": "agentls hook x"}]}]}}"#;

    fn merged(text: &str, content: &str) -> Result<Option<String>, String> {
        merge(text, serde_json::from_str(content).unwrap())
    }

    #[test]
    fn new_members_stand_at_the_end_in_the_style_of_the_file() {
        let long = "{\n    \"hooks\": {\n      \"Stop\": [\n        1\n      ]\n    }\n  }";
        for (text, content, expected) in [
            (
                "{\r\n\t\"model\": \"opus\",\r\n\t\"hooks\": {}\r\n}",
                long,
                "{\r\n\t\"model\": \"opus\",\r\n\t\"hooks\": {\r\n\t\t\"Stop\": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}",
            ),
            ("{\"a\": 1}", long, "{\"a\": 1, \"hooks\": { \"Stop\": [ 1 ] }}"),
            ("{}\n", r#"{"b": 2}"#, "{\n  \"b\": 2\n}\n"),
            ("{\n}\n", r#"{"b": 2}"#, "{\n  \"b\": 2\n}\n"),
            (
                "{\n  \"a\": [\n    1\n  ]\n}\n",
                r#"{"a": [2], "b": {}}"#,
                "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}\n",
            ),
        ] {
            assert_eq!(merged(text, content), Ok(Some(expected.to_owned())));
        }
        assert_eq!(
            whole_file(serde_json::from_str(long).unwrap()),
            "{\n  \"hooks\": {\n    \"Stop\": [\n      1\n    ]\n  }\n}\n"
        );
    }

    #[test]
    fn what_is_there_is_not_added_again() {
        let whole = merged("{\"model\": \"opus\"}", HOOK).unwrap().unwrap();
        assert_eq!(merged(&whole, HOOK), Ok(None));
        let own = r#"{"hooks": {"PostToolUse": [{"matcher": "Edit", "hooks": [{"command": "agentls hook x", "timeout": 5}]}]}}"#;
        assert_eq!(merged(own, HOOK), Ok(None));
        let server = r#"{"lsp": {"agentls": {"command": ["agentls"]}}}"#;
        assert_eq!(merged(r#"{"lsp": {"agentls": {"command": ["/opt/agentls"]}}}"#, server), Ok(None));
    }

    #[test]
    fn what_cannot_be_added_is_said() {
        for (text, reason) in [
            ("{ // comment\n}", "it has comments or is not valid JSON"),
            ("\u{feff}{}", "it has comments or is not valid JSON"),
            ("", "it has comments or is not valid JSON"),
            ("[]", "the file is not a mapping"),
            (r#"{"hooks": []}"#, "`hooks` is not a mapping"),
            (r#"{"hooks": {"PostToolUse": "x"}}"#, "`PostToolUse` is not a list"),
        ] {
            assert_eq!(merged(text, HOOK), Err(reason.to_owned()), "{text}");
        }
        assert_eq!(merged(r#"{"version": 2}"#, r#"{"version": 1}"#), Err("`version` is not `1`".to_owned()));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i32>().prop_map(Value::from),
            "[a-z {}\\[\\],\"\\\\]{0,6}".prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let map = prop::collection::btree_map("hooks|PostToolUse|[a-z\"]{1,3}", inner.clone(), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                map.prop_map(|map| map.into_iter().collect())
            ]
        })
    }

    proptest! {
        #[test]
        fn every_byte_stays_and_everything_new_is_there(old in any_json(), pretty in any::<bool>()) {
            let text = if pretty { format!("{old:#}\n") } else { old.to_string() };
            if let Ok(Some(whole)) = merged(&text, HOOK) {
                let mut rest = whole.bytes();
                prop_assert!(text.bytes().all(|byte| rest.any(|other| other == byte)));
                prop_assert_eq!(merged(&whole, HOOK), Ok(None));
                let mut value: Value = serde_json::from_str(&whole).unwrap();
                let events = value["hooks"]["PostToolUse"].as_array_mut().unwrap();
                let hook: Value = serde_json::from_str(HOOK).unwrap();
                prop_assert_eq!(events.pop(), hook.pointer("/hooks/PostToolUse/0").cloned());
            }
        }
    }
}
