//! Valid YAML that its author did not mean: text in place of a mapping, keys in place of text.

use super::scalar::Style;
use super::vocabulary::Vocabulary;
use super::{Entry, Node, Value, Yaml};
use crate::syntax::lines::Line;

/// Whether valid YAML should be reparsed with knowledge of its keys. `source` starts at byte `base`.
pub(super) fn says_something_else(yaml: &Yaml, source: &str, base: usize, known: &dyn Vocabulary) -> bool {
    let Some(root) = &yaml.root else { return false };
    if root.scalar().is_some() {
        return is_glued(root) && opens_known(root, known);
    }
    let may_be_glued = |source: &str| {
        let at = |span: usize| span.saturating_sub(base);
        let glued = |entry: &Entry| is_glued_below(entry, |range| source.get(at(range.start)..at(range.end)));
        contains_entry(root, &glued)
    };
    talks(root.entries(), known)
        || glues(root.entries(), known)
        || may_be_glued(source) && has_glued(root, known)
}

/// Whether some keys are lines of a dialogue: one occurs twice, or both speakers do.
fn talks(entries: &[Entry], known: &dyn Vocabulary) -> bool {
    let names = || entries.iter().filter_map(Entry::name);
    let is = |name: &str| names().any(|other| other.eq_ignore_ascii_case(name));
    let twice = || {
        names()
            .enumerate()
            .any(|(at, name)| names().take(at).any(|other| other == name) && !known.knows(name))
    };
    (is("user") && is("assistant") || twice()) && names().any(|name| known.takes_prose(name))
}

/// Whether a key begins with a known key and a colon, without being known itself.
fn glues(entries: &[Entry], known: &dyn Vocabulary) -> bool {
    let mut names = entries.iter().filter_map(Entry::name);
    names.any(|name| name.split_once(':').is_some_and(|(key, _)| known.knows(key) && !known.knows(name)))
}

/// Whether an entry's value is `key:value` on a line below its key.
fn is_glued_below<'a>(entry: &Entry, text: impl Fn(std::ops::Range<usize>) -> Option<&'a str>) -> bool {
    let between = || text(entry.key.span.end..entry.value.span.start);
    is_glued(&entry.value) && between().is_some_and(|between| between.contains(['\n', '\r']))
        || entry.value.items().iter().any(is_glued)
}

/// Whether a value is an unquoted scalar that would open an entry with a space after its colon.
pub(super) fn is_glued(node: &Node) -> bool {
    let plain = node.scalar().filter(|scalar| scalar.style == Style::Plain && scalar.text.contains(':'));
    plain.is_some_and(|scalar| Line { start: 0, text: &scalar.text }.key_without_space().is_some())
}

/// Whether a value contains an entry that satisfies a predicate.
fn contains_entry(node: &Node, holds: &dyn Fn(&Entry) -> bool) -> bool {
    match &node.value {
        Value::Mapping(entries) => {
            entries.iter().any(|entry| holds(entry) || contains_entry(&entry.value, holds))
        }
        Value::Sequence(items) => items.iter().any(|item| contains_entry(item, holds)),
        _ => false,
    }
}

/// Whether there is a string where only a mapping can be meant.
fn has_glued(node: &Node, known: &dyn Vocabulary) -> bool {
    node.items().iter().any(|item| has_glued(item, known))
        || node.entries().iter().any(|entry| {
            let name = entry.name().unwrap_or_default();
            let below = known.nested_keys(name);
            let item = |item: &Node| is_glued(item) && opens_known(item, &*below);
            is_glued(&entry.value) && known.wants_mapping(name)
                || entry.value.items().iter().any(item)
                || has_glued(&entry.value, &*below)
        })
}

/// Whether a text begins with a known key.
pub(super) fn opens_known(node: &Node, known: &dyn Vocabulary) -> bool {
    let key = node.text().and_then(|text| text.split(':').next()).unwrap_or_default();
    known.knows(key)
}
