//! The script of a hook in a file of its own, which the hook calls.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::place::slug;
use super::rewrite::{ValueLocation, locate_value, root, same_but};
use super::{Action, ActionKind, NewFile};
use crate::dialect::ValueFormat;
use crate::document::Document;
use crate::index::project_root;
use crate::lint::{Replacement, diagnostics};
use crate::quote::quoted;

/// More scripts of one name are not looked for.
const MOST_SCRIPTS: usize = 9;

/// How the hooks of a tool call scripts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hooks {
    /// The folder of the scripts, below the root of the project.
    folder: String,
    /// The command, with `{path}` in place of the path below the root.
    call: String,
    /// Keys beside the script with which it is not one for bash.
    #[serde(default)]
    unless: Vec<String>,
}

/// By the name of the tool. A file that could not be read would be empty; a test makes sure that it can.
static HOOKS: LazyLock<BTreeMap<String, Hooks>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("extract.yaml")).unwrap_or_default());

/// The action that moves the script at a range of bytes to a file of its own, if it has several lines. None for one with
/// words that the tool fills in (`{{…}}`), and where a tool would take the file otherwise.
pub fn extraction(
    document: &Document,
    range: &Range<usize>,
    exists: &dyn Fn(&str) -> bool,
) -> Option<Action> {
    let place =
        locate_value(document, range).filter(|place| place.field.format == Some(ValueFormat::Shell))?;
    let hooks = place.field.readers.iter().find_map(|tool| HOOKS.get(tool))?;
    let text = place.entry.value.text().filter(|text| text.trim().contains('\n') && !text.contains("{{"))?;
    let beside = |key: &String| place.siblings.iter().any(|entry| entry.name() == Some(key));
    let header = place.front.text_at(place.entry.value.span.clone()).lines().next()?;
    if hooks.unless.iter().any(beside) || header.contains('#') {
        return None;
    }
    let (below, path) = free(document, &place, hooks, exists)?;
    let call = hooks.call.replace("{path}", &below);
    let edit = Replacement { range: place.entry.value.span.clone(), text: quoted(&call, false, true) };
    let before = diagnostics(document).len();
    let holds = |after: &Document| {
        let values = root(document).zip(root(after));
        let called = |node: &crate::syntax::yaml::Node| node.text() == Some(&call);
        values.is_some_and(|(one, other)| same_but(one, other, &place.entry.value, &called))
            && diagnostics(after).len() <= before
    };
    let action = place.action(format!("Extract the script to {below}"), vec![edit], holds)?;
    let shebang = if text.starts_with("#!") { "" } else { "#!/usr/bin/env bash\n" };
    let text = format!("{shebang}{}\n", text.strip_suffix('\n').unwrap_or(text));
    Some(Action { file: Some(NewFile { path, text }), kind: ActionKind::Extract, ..action })
}

/// The first path for a script that is not taken: below the root of the project, and as a whole.
fn free(
    document: &Document,
    place: &ValueLocation<'_>,
    hooks: &Hooks,
    exists: &dyn Fn(&str) -> bool,
) -> Option<(String, String)> {
    let agent = slug(&document.front_summary().definition.as_ref()?.name)?;
    // The key below the outermost one is the event.
    let event = slug(place.keys.get(1).unwrap_or(&place.name))?;
    let root = project_root(document.path.as_deref()?);
    (1..=MOST_SCRIPTS).find_map(|number| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let below = format!("{}/{agent}-{event}{number}.sh", hooks.folder);
        let path = format!("{root}{below}");
        (!exists(&path)).then_some((below, path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let read: Result<BTreeMap<String, Hooks>, _> = serde_yaml::from_str(include_str!("extract.yaml"));
        assert_eq!(read.map(|read| read.len()).map_err(|error| error.to_string()), Ok(2));
    }
}
