//! Extracts the script of a hook into a file, which the hook calls.

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

/// Maximum number of paths tried for a script.
const MOST_SCRIPTS: usize = 9;

/// How the hooks of a tool call scripts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hooks {
    /// The folder of the scripts, relative to the project.
    folder: String,
    /// The command, with `{path}` for the path relative to the project.
    call: String,
    /// Sibling keys with which the script is not for bash.
    #[serde(default)]
    unless: Vec<String>,
}

/// The settings, by name of the tool. A test makes sure that they can be parsed.
static HOOKS: LazyLock<BTreeMap<String, Hooks>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("extract.yaml")).unwrap_or_default());

/// Returns the action that extracts the script at a byte range, if it has several lines. `None` if it contains
/// placeholders of the tool (`{{…}}`), or if a tool would read the file differently.
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

/// Returns the first free path for a script: relative to the project, and absolute.
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
