//! Detects the kind of a file by its keys where its path does not tell it.

use std::sync::Arc;

use super::Detection;
use crate::code_span::code_span;
use crate::dialect::catalog::Dialects;
use crate::dialect::globs::GlobPath;
use crate::dialect::schema::{FileKind, Sign};
use crate::syntax::yaml::{Node, Value};

impl Dialects {
    /// Returns the kind that the keys of a file outside of tools' own folders show, and the key that shows it.
    fn signed(&self, root: &Node) -> Option<(&Arc<FileKind>, &str)> {
        let sign = |kind: &'_ Arc<FileKind>| kind.shown_by.iter().position(|sign| has_sign(root, sign));
        self.file_kinds().find_map(|kind| Some((kind, &*kind.shown_by.get(sign(kind)?)?.key)))
    }

    /// Detects by such a key, if the kind differs from that of the path.
    pub(super) fn by_sign(&self, root: Option<&Node>, path: Option<&str>) -> Option<Detection> {
        let (document, key) = self.signed(root?)?;
        let allowed = path.is_none_or(|path| !document.paths.exclude.is_match(GlobPath::new(path)));
        let reason =
            format!("{} is a key of {}, and the folder is no tool's own", code_span(key), document.tool);
        allowed.then(|| Detection { document: document.clone(), reason, added: None, weak: false })
    }

    pub(super) fn marked_overlay(&self, base: &FileKind, root: &Node) -> Option<(&Arc<FileKind>, &str)> {
        self.file_kinds()
            .filter(|document| document.overlay.as_deref() == Some(base.id.as_str()))
            .find_map(|document| Some((document, marker(document, root)?)))
    }

    /// Detects the kind of a file where no tool looks for agents: an example, a template, a file not yet in its place.
    pub(super) fn by_shape(&self, path: Option<&str>, root: &Node) -> Option<Detection> {
        if path.is_some_and(is_elsewhere) {
            return None;
        }
        let described = root.entry("description").is_some();
        let named = root.entry("name").is_some() && described;
        let in_agents = path.is_some_and(|path| path.split('/').rev().skip(1).any(|part| part == "agents"));
        let signed = || self.by_sign(Some(root), path);
        // A template elsewhere may have placeholders as values.
        if let Some(found) = (described && in_agents).then(signed).flatten() {
            return Some(found);
        }
        if !named {
            return None;
        }
        let allowed = |known: &&Arc<FileKind>| {
            path.is_none_or(|path| !known.paths.exclude.is_match(GlobPath::new(path)))
        };
        let mut candidates: Vec<_> = self.by_globs().filter(allowed).collect();
        // An overlay is more specific than its base.
        candidates.sort_by_key(|document| document.overlay.is_none());
        if let Some((document, marker)) =
            candidates.iter().find_map(|document| Some((*document, marker(document, root)?)))
        {
            let reason =
                format!("it has `name`, `description` and {}, a key of {}", code_span(marker), document.tool);
            let weak = document.is_weak(marker);
            return Some(Detection { document: document.clone(), reason, added: None, weak });
        }
        let document = self.document("claude-code.agent").filter(|_| in_agents)?.clone();
        let reason = "it has `name` and `description` and lies in a folder called `agents`".to_owned();
        Some(Detection { document, reason, added: None, weak: false })
    }
}

/// Whether a path belongs to another tool: in a hidden folder, or with a second extension (`x.prompt.md`).
fn is_elsewhere(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let hidden = folders.split('/').any(|part| part.starts_with('.') && part.len() > 2 && part != "..");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // Tools look only for this ending.
    let other = name.rsplit_once('.').is_some_and(|(_, ending)| !matches!(ending, "md" | "mdc"));
    hidden
        || other
        || stem.contains('.')
        || stem.eq_ignore_ascii_case("skill")
        || stem.eq_ignore_ascii_case("readme")
}

/// Whether a value has a key, dotted where nested; of duplicates, any counts.
fn has_path(node: &Node, path: &str) -> bool {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let mut entries = node.entries().iter().filter(|entry| entry.name() == Some(key));
    entries.any(|entry| rest.is_none_or(|rest| has_path(&entry.value, rest)))
}

/// Returns the first marker key that the front matter has; a weak one only if there is no other.
fn marker<'a>(document: &'a FileKind, root: &Node) -> Option<&'a str> {
    let has = |marker: &&str| has_path(root, marker);
    let found = || document.markers.iter().map(String::as_str).filter(has);
    let value = |(key, values): &(&'a String, &Vec<String>)| {
        root.entry(key)
            .and_then(|entry| entry.value.text())
            .is_some_and(|text| values.iter().any(|it| it == text))
    };
    let by_value = || document.weak_values.iter().find(value).map(|(key, _)| key.as_str());
    found().find(|marker| !document.is_weak(marker)).or_else(|| found().next()).or_else(by_value)
}

/// Whether the front matter has an entry that shows a kind.
fn has_sign(root: &Node, sign: &Sign) -> bool {
    root.entry(&sign.key).is_some_and(|entry| {
        let is_value = |value: &String| entry.value.text() == Some(value);
        (!sign.mapping || matches!(entry.value.value, Value::Mapping(_)))
            && (sign.values.is_empty() || sign.values.iter().any(is_value))
    })
}

impl FileKind {
    /// Whether files of other kinds have the marker too.
    pub(super) fn is_weak(&self, marker: &str) -> bool {
        self.weak_markers.iter().any(|weak| weak == marker) || self.weak_values.contains_key(marker)
    }
}
