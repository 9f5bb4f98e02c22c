//! Words that a project uses in addition to those that its tools define.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::catalog::Dialects;
use super::schema::Field;
use super::sets::{KnownValue, Set};
use super::types::Type;
use crate::code_span::code_span;

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Tools that an agent may use.
    Tools,
    /// Models.
    Models,
    /// Types of agents.
    Types,
    /// Capabilities of agents.
    Capabilities,
    /// Priorities.
    Priorities,
    /// Colours.
    Colors,
}

impl Topic {
    /// Returns the keys whose values are such words, dotted where nested.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Tools => &[
                "tools",
                "disallowedTools",
                "allowed-tools",
                "disallowed-tools",
                "capabilities.allowed_tools",
                "capabilities.restricted_tools",
            ],
            Self::Models => &["model"],
            Self::Types => &["type"],
            Self::Capabilities => &["capabilities", "metadata.capabilities", "metadata.v2_capabilities"],
            Self::Priorities => &["priority", "metadata.priority"],
            Self::Colors => &["color"],
        }
    }
}

impl Dialects {
    /// Adds words defined in `origin`, a name for people such as `agentls.toml`. They do not change what tools do with
    /// a file.
    #[must_use]
    pub fn with_words(&self, topic: Topic, words: &[String], origin: &str) -> Self {
        let value = |word: &str| KnownValue {
            value: word.to_owned(),
            doc: format!("Listed in {}.", code_span(origin)),
            origin: Some(origin.to_owned()),
            ..KnownValue::default()
        };
        let mut new = FxHashSet::default();
        let words = words.iter().map(String::as_str).filter(|word| new.insert(*word));
        // Shared by all sets: otherwise dropping many words would be slow.
        let values: Vec<_> = words.map(|word| Arc::new(value(word))).collect();
        let mut files = self.files().to_vec();
        for file in &mut files {
            for index in 0..file.documents.len() {
                let Some(document) = file.documents.get(index) else { continue };
                let keys = topic.keys().iter().filter(|key| has_word_field(&document.fields, key));
                let keys: Vec<_> = keys.copied().collect();
                if keys.is_empty() {
                    continue;
                }
                if let Some(document) = Arc::make_mut(file).documents.get_mut(index) {
                    let fields = &mut Arc::make_mut(document).fields;
                    keys.iter().for_each(|key| add_values(fields, key, &values, &new));
                }
            }
        }
        Self::from_files(files, self.located().to_vec())
    }
}

/// Whether a dotted key has a field that accepts words.
fn has_word_field(fields: &[Field], key: &str) -> bool {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let field = fields.iter().find(|field| field.name == first);
    field.is_some_and(|field| match rest {
        Some(rest) => has_word_field(&field.fields, rest),
        None => field.values.is_some() || field.types.iter().any(takes_words),
    })
}

fn takes_words(kind: &Type) -> bool {
    match kind {
        Type::String => true,
        Type::List(items) => items.contains(&Type::String),
        _ => false,
    }
}

fn add_values(fields: &mut [Field], key: &str, values: &[Arc<KnownValue>], new: &FxHashSet<&str>) {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let Some(field) = fields.iter_mut().find(|field| field.name == first) else { return };
    if let Some(rest) = rest {
        return add_values(&mut field.fields, rest, values, new);
    }
    // Without words of the tool, other words cannot be told to be misspelled.
    let set =
        Arc::make_mut(field.values.get_or_insert_with(|| Arc::new(Set { free: true, ..Set::default() })));
    // Nor if all words of the tool are deprecated.
    let current = set.values.iter().any(|value| value.deprecated.is_none());
    set.free |= !current && !set.closed;
    // A word that the tool deprecates is valid in this project.
    set.values.retain(|known| !new.contains(known.value.as_str()));
    set.mistakes.retain(|mistake, _| !new.contains(mistake.as_str()));
    set.values.extend_from_slice(values);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{FileKind, document};

    fn with(topic: Topic, words: &[&str]) -> Dialects {
        let words: Vec<_> = words.iter().map(ToString::to_string).collect();
        Dialects::built_in().with_words(topic, &words, "agentls.toml")
    }

    fn values<'a>(kind: &'a FileKind, key: &str) -> &'a Set {
        let field = Field::for_key(&kind.fields, key).expect("a field");
        field.values.as_ref().expect("a set")
    }

    #[test]
    fn words_are_known_where_they_belong_and_nowhere_else() {
        let known = with(Topic::Priorities, &["urgent"]);
        let flow = known.document("claude-flow.agent").expect("a kind");
        assert!(values(flow, "priority").accepts("urgent") && !values(flow, "priority").accepts("hihg"));
        assert!(!values(document("claude-flow.agent").expect("a kind"), "priority").accepts("urgent"));
        // Kinds without such a key are shared, not copied.
        for kind in known.file_kinds().filter(|kind| !has_word_field(&kind.fields, "priority")) {
            let before = document(&kind.id).expect("a kind");
            assert_eq!(
                Arc::ptr_eq(kind, before),
                !has_word_field(&kind.fields, "metadata.priority"),
                "{}",
                kind.id
            );
        }
    }

    #[test]
    fn where_a_tool_has_no_words_every_word_is_right() {
        let known = with(Topic::Models, &["ours-1"]);
        let values_of =
            |id: &str| document(id).map(|kind| Field::for_key(&kind.fields, "model")?.values.as_ref());
        assert!(matches!(values_of("kiro.agent"), Some(None)));
        assert!(matches!(values_of("opencode.agent"), Some(Some(_))));
        for id in ["kiro.agent", "opencode.agent"] {
            let kind = known.document(id).expect("a kind");
            assert!(values(kind, "model").accepts("ours-2"));
            assert!(values(kind, "model").value("ours-1").is_some());
        }
    }
}
