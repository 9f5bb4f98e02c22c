//! What a fix must preserve in a front matter: its known keys, what they limit and what they grant.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::dialect::{Access, Field, Type};
use crate::document::Document;
use crate::normalize::same_letters;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, SyntaxErrorKind, Value};
use crate::values::scalar_words;

/// The path of a key, and a word of its value.
type Granted = (String, String);

/// The known keys of a front matter, and how they affect access.
pub(super) struct Held<'a> {
    fields: &'a [Field],
    /// The number of occurrences of each key, by path.
    keys: FxHashMap<String, usize>,
    /// The names of all keys, at any depth.
    names: FxHashSet<String>,
    /// What is granted, by path and word.
    granted: FxHashSet<Granted>,
    /// Allowlists, which limit access to what they name, by path.
    lists: FxHashSet<String>,
    /// The words in the values of limits, by path.
    limits: FxHashMap<String, FxHashSet<String>>,
    /// The paths of keys with invalid YAML values.
    broken: FxHashSet<String>,
}

impl<'a> Held<'a> {
    /// Collects them from a document; `None` without front matter.
    pub(super) fn from_document(document: &'a Document) -> Option<Self> {
        let (front, detection) = (document.front_matter()?, document.detection.as_ref()?);
        let fields = detection.document.fields.as_slice();
        let (keys, limits) = (FxHashMap::default(), FxHashMap::default());
        let (names, granted, lists) = (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
        let mut held = Self { fields, keys, names, granted, lists, limits, broken: FxHashSet::default() };
        if let Some(root) = &front.yaml.root {
            held.name_keys(root, front);
            held.collect(root, fields, "", front);
        }
        Some(held)
    }

    fn name_keys(&mut self, node: &Node, front: &FrontMatter) {
        node.items().iter().for_each(|item| self.name_keys(item, front));
        for entry in node.entries().iter().filter(|entry| !is_no_key_yet(entry, front)) {
            self.names.extend(entry.name().map(str::to_owned));
            self.name_keys(&entry.value, front);
        }
    }

    fn collect(&mut self, node: &Node, fields: &[Field], path: &str, front: &FrontMatter) {
        node.items().iter().for_each(|item| self.collect(item, fields, path, front));
        for entry in node.entries() {
            let Some(name) = entry.name().filter(|_| !is_no_key_yet(entry, front)) else { continue };
            let Some(field) = Field::for_key(fields, name) else { continue };
            let path = format!("{path}/{name}");
            *self.keys.entry(path.clone()).or_default() += 1;
            self.note_access(entry, field, &path, front);
            self.collect(&entry.value, &field.fields, &path, front);
        }
    }

    fn note_access(&mut self, entry: &Entry, field: &Field, path: &str, front: &FrontMatter) {
        let value = &entry.value;
        if value.broken {
            self.broken.insert(path.to_owned());
        }
        let found = scalar_words(field, value, front);
        let set = field.values.as_deref();
        let known = |word: &str| set.is_none_or(|set| set.accepts(word.split('(').next().unwrap_or(word)));
        let given =
            found.iter().filter(|word| set.and_then(|set| set.value(word.text)).is_some_and(|it| it.grants));
        self.granted.extend(given.map(|word| (path.to_owned(), word.text.to_owned())));
        match field.access {
            Some(Access::Allows | Access::Grants) => {
                let given = found.iter().filter(|word| known(word.text)).map(|word| word.text.to_owned());
                self.granted.extend(given.map(|word| (path.to_owned(), word)));
                let switched = value.entries().iter().filter(|entry| entry.value.text() == Some("true"));
                let switched = switched.filter_map(|entry| Some(entry.name()?.to_owned()));
                self.granted.extend(switched.map(|word| (path.to_owned(), word)));
                if field.access == Some(Access::Grants) {
                    self.granted.insert((path.to_owned(), String::new()));
                } else if is_name_list(value, field) {
                    self.lists.insert(path.to_owned());
                }
            }
            Some(Access::Limits) => {}
            None => return,
        }
        if matches!(field.access, Some(Access::Allows | Access::Limits)) {
            let said = self.limits.entry(path.to_owned()).or_default();
            let words = tokens(front.text_at(value.span.clone()));
            // Words that the set does not contain, or that are deprecated, have no effect.
            let says = |word: &String| {
                set.is_none_or(|set| set.value(word).is_some_and(|value| value.deprecated.is_none()))
            };
            said.extend(words.filter(says));
        }
    }

    /// Whether `other` has every key at least as often, or the same key spelled differently.
    pub(super) fn keys_are_in(&self, other: &Self) -> bool {
        let respelled = |path: &String| {
            other.keys.keys().any(|new| !self.keys.contains_key(new) && same_letters(path, new))
        };
        self.keys
            .iter()
            .all(|(path, count)| other.keys.get(path).is_some_and(|other| other >= count) || respelled(path))
    }

    /// Whether everything that is limited is limited in `other` too, in values that are valid YAML.
    pub(super) fn limits_are_in(&self, other: &Self) -> bool {
        self.limits.iter().all(|(path, words)| {
            let Some(kept) = other.limits.get(path) else { return true };
            let broken = other.broken.contains(path) && !self.broken.contains(path);
            !broken && words.iter().all(|word| kept.iter().any(|other| same_letters(word, other)))
        })
    }

    /// Whether it grants something that `other` does not.
    pub(super) fn grants_more_than(&self, other: &Self) -> bool {
        self.granted.iter().any(|granted| {
            let (path, _) = granted;
            // An allowlist that comes into force limits more than it grants.
            let limits = self.lists.contains(path) && !other.lists.contains(path);
            !limits && !other.granted.contains(granted)
        })
    }

    /// Whether anything is granted.
    pub(super) fn grants_something(&self) -> bool {
        self.granted.iter().any(|(path, _)| !self.lists.contains(path))
    }

    /// Whether the kind of file knows a key, at any depth.
    pub(super) fn knows(&self, key: &str) -> bool {
        fn is_in(fields: &[Field], key: &str) -> bool {
            fields.iter().any(|field| field.name != "*" && field.is_called(key) || is_in(&field.fields, key))
        }
        is_in(self.fields, key)
    }

    /// Whether it has a key, at any depth.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.names.contains(key)
    }
}

/// Whether an entry is only recovered: its key is glued, swallowed or has no space after its colon.
fn is_no_key_yet(entry: &Entry, front: &FrontMatter) -> bool {
    front.yaml.faults.iter().any(|fault| match fault.kind {
        SyntaxErrorKind::Swallowed { .. } | SyntaxErrorKind::GluedKey | SyntaxErrorKind::UnquotedKey(_) => {
            fault.range.start == entry.key.span.start
        }
        SyntaxErrorKind::MissingSpace => fault.range.start == entry.key.span.end,
        _ => false,
    })
}

/// Whether a value is a list of names in a shape that the tool reads.
fn is_name_list(value: &Node, field: &Field) -> bool {
    !value.broken
        && field.types.iter().any(|kind| match value.value {
            Value::Sequence(_) => matches!(kind, Type::List(_)),
            Value::Mapping(_) => *kind == Type::Map,
            Value::Scalar(_) => *kind == Type::String,
            Value::Alias => false,
        })
}

/// Splits a text into words at the punctuation of YAML and of lists.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    let word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '*' | '.' | '/');
    text.split(move |char| !word(char)).filter(|word| !word.is_empty()).map(str::to_owned)
}
