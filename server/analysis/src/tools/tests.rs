//! Checks of every tool: its dialect and its loader agree.

use std::fmt::Write;
use std::sync::Arc;

use super::loaders;
use crate::dialect::{Dialects, Field, FileKind, KnownValue, Type};
use crate::document::Document;
use crate::loading::{Loader, Outcome, Verdict};
use crate::quote::quoted;

/// Values that their loader does not accept alone, or whose key it does not read: what another program of the tool
/// reads, what needs a second key, and what is set by the folder.
const NOT_ALONE: &[(&str, &str, &[&str])] = &[
    ("copilot.agent", "target", &["vscode", "github-copilot"]),
    ("vscode.agent", "model-policy", &["preferred", "required"]),
    ("vscode.claude-agent", "model-policy", &["preferred", "required"]),
    ("vscode.claude-agent", "target", &["vscode", "github-copilot"]),
    ("gemini-cli.agent", "kind", &["remote"]),
    ("kilo.mode", "mode", &["primary", "subagent", "all"]),
    ("opencode.mode", "mode", &["primary", "subagent", "all"]),
];

/// Kinds that their tool no longer reads.
const GONE: &[&str] = &["codex.prompt"];

/// Returns a file with what its kind requires, including claude-flow's `metadata` description, and a key, empty for none.
fn file(kind: &FileKind, key: &str, value: &str) -> String {
    fn needed(fields: &[Field], key: &str, indent: usize, text: &mut String) {
        let is_needed = |field: &&Field| {
            field.required || field.name == "description" || field.name == "metadata" && holds(field)
        };
        for field in fields.iter().filter(is_needed).filter(|field| field.name != key) {
            let first = field.values.as_ref().and_then(|set| set.values.first());
            let value = first.map_or("reviewer", |value| &value.value);
            let value = if field.fields.is_empty() { value } else { "" };
            writeln!(text, "{:indent$}{}: {value}", "", field.name).unwrap();
            needed(&field.fields, "", indent + 2, text);
        }
    }
    fn holds(field: &Field) -> bool {
        field.fields.iter().any(|field| field.name == "description")
    }
    let mut text = String::from("---\n");
    needed(&kind.fields, key, 0, &mut text);
    // Without any key, front matter counts for nothing in some tools.
    let key = if text.len() == "---\n".len() && key.is_empty() { first_key(kind) } else { key };
    if !key.is_empty() {
        writeln!(text, "{key}: {value}").unwrap();
    }
    text + "---\n\nReads what has changed.\n"
}

fn first_key(kind: &FileKind) -> &str {
    kind.fields.first().map_or("", |field| &field.name)
}

fn verdict(loader: &'static Loader, kind: &Arc<FileKind>, text: &str) -> Verdict {
    // The file name matches the name written in it.
    let path = Dialects::built_in().example_path(kind).replace("/x", "/reviewer");
    Document::new(Some(path.as_str().into()), 0, text).verdict(loader).as_ref().clone()
}

/// Returns the keys with a closed set of strings that a loader reads as they are.
fn closed(kind: &FileKind) -> impl Iterator<Item = &Field> {
    let is_text = |field: &&Field| field.types.contains(&Type::String) && field.format.is_none();
    let is_closed = |field: &&Field| field.values.as_ref().is_some_and(|set| set.closed && !set.free);
    kind.fields.iter().filter(is_text).filter(is_closed)
}

#[test]
fn a_loader_takes_the_values_of_a_closed_set_and_no_others() {
    let (mut asked, mut wrong) = (0, Vec::new());
    for loader in loaders() {
        let kind = Dialects::built_in().document(loader.document).unwrap();
        let plain = verdict(loader, kind, &file(kind, "", "reviewer"));
        if GONE.contains(&loader.id) {
            assert_eq!(plain.outcome, Outcome::Dropped, "{}", loader.id);
            continue;
        }
        assert_eq!(
            plain.outcome,
            Outcome::Loads,
            "{}: {}\n{}",
            loader.id,
            plain.reason,
            file(kind, "", "reviewer")
        );
        let is_lost =
            |with: &Verdict| with.outcome != Outcome::Loads || with.ignored.len() > plain.ignored.len();
        for field in closed(kind) {
            for KnownValue { value, .. } in
                field.values.iter().flat_map(|set| &set.values).map(|value| &**value)
            {
                let alone = |(id, key, values): &(&str, &str, &[&str])| {
                    *id == loader.id && *key == field.name && values.contains(&value.as_str())
                };
                let with = verdict(loader, kind, &file(kind, &field.name, &quoted(value, false, true)));
                asked += 1;
                if is_lost(&with) != NOT_ALONE.iter().any(alone) {
                    wrong.push(format!(
                        "{}: {}: {value}: {} {:?}",
                        loader.id, field.name, with.reason, with.ignored
                    ));
                }
            }
            // Of other keys it is unknown, or any value is read in some way.
            let other = verdict(loader, kind, &file(kind, &field.name, "none-of-them"));
            if loader.checks.contains(&field.name.as_str()) && !is_lost(&other) {
                wrong.push(format!("{}: {}: any other value is read as well", loader.id, field.name));
            }
        }
    }
    assert!(wrong.is_empty() && asked > 50, "{asked}: {wrong:#?}");
}
