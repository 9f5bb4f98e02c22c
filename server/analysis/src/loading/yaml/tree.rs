//! Reuses the tolerant parser's tree as a library's result where libraries do not differ, so that the text is not
//! parsed again.

use std::cell::OnceCell;
use std::rc::Rc;

use super::super::value::{Map, Value};
use super::{Numbers, YamlLibrary, libyaml, prepare, scalar, typed};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{self, Entry, Node, Scalar, Style};

/// Maximum nesting depth; deeper collections are parsed, as the limits of libraries differ.
const DEEPEST: usize = 32;

/// Returns the value of a text that is the content of the front matter; `None` if it must be parsed. Caches in `alike`
/// a value that is the same for every library.
pub(in crate::loading) fn front_matter_value(
    front: &FrontMatter,
    text: &str,
    library: &YamlLibrary,
    alike: &OnceCell<Option<Value>>,
) -> Option<Value> {
    let content = front.text_at(front.content.clone());
    // A trailing line break makes no difference, except after an empty line.
    let same = |rest: &str| rest.is_empty() || rest == "\n" && !text.ends_with('\n');
    content.strip_prefix(text).filter(|rest| same(rest))?;
    let read = |library| {
        let known = front.yaml.faults.is_empty()
            && !is_unusual(content)
            && !content.contains("<<")
            && prepare::early_end(content).is_none();
        let reader = TreeReader { front, library };
        reader.read_value(front.yaml.root.as_ref().filter(|_| known)?, 0)
    };
    // To a library with a structure, `true` is a string.
    if library.structure.is_some() {
        return read(Some(library));
    }
    let alike = alike.get_or_init(|| read(None));
    alike.clone().or_else(|| read(Some(library)))
}

/// Converts the tree to a library's value.
struct TreeReader<'a> {
    front: &'a FrontMatter,
    /// The library; `None` for any of them.
    library: Option<&'a YamlLibrary>,
}

/// Whether a text may contain an anchor, an alias or a tag, characters that libraries treat differently, or substitutes
/// for others.
fn is_unusual(text: &str) -> bool {
    let byte = |byte: u8| matches!(byte, b'&' | b'*' | b'!') || byte.is_ascii_control() && byte != b'\n';
    text.bytes().any(byte) || !text.is_ascii() && text.contains(unusual)
}

/// Like [`is_unusual`], for characters beyond ASCII.
fn unusual(char: char) -> bool {
    matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{f700}'..='\u{f7ff}')
        || char.is_control() && char != '\n'
}

impl TreeReader<'_> {
    fn read_value(&self, node: &Node, depth: usize) -> Option<Value> {
        match &node.value {
            yaml::Value::Scalar(scalar) => self.scalar(node, scalar),
            yaml::Value::Sequence(items) => {
                self.is_simple(node, depth).then_some(())?;
                let items = items.iter().map(|item| self.read_value(item, depth + 1));
                items.collect::<Option<Vec<_>>>().map(|items| Value::List(items.into()))
            }
            yaml::Value::Mapping(entries) => {
                self.is_simple(node, depth).then_some(())?;
                let mut map = Map::default();
                for entry in entries {
                    let key = self.read_value(&entry.key, depth + 1)?;
                    let (is_collection, key) = (key.is_collection(), key.to_key());
                    // Not every library accepts an empty or duplicate key, or one that is a collection.
                    let unusual = entry.key.span.is_empty() || is_collection || self.has_glued_colon(entry);
                    if unusual || map.get(&key).is_some() {
                        return None;
                    }
                    map.set(key, self.read_value(&entry.value, depth + 1)?);
                }
                Some(Value::Map(Rc::new(map)))
            }
            yaml::Value::Alias => None,
        }
    }

    /// Whether libyaml would reject what follows the colon of a key, if it is in brackets.
    fn has_glued_colon(&self, entry: &Entry) -> bool {
        let end = entry.key.span.end;
        let colon = self.front.text_at(end..end + 2).strip_prefix(':');
        colon.is_some_and(|behind| behind.starts_with(libyaml::NOT_AFTER_COLON))
    }

    fn scalar(&self, node: &Node, scalar: &Scalar) -> Option<Value> {
        let written = || self.front.text_at(node.span.clone());
        let quoted = matches!(scalar.style, Style::SingleQuoted | Style::DoubleQuoted);
        // Libraries also differ in the indentation of lines within quotes, and in surrogates.
        if quoted && (written().contains('\n') || written().contains("\\u")) {
            return None;
        }
        let plain = scalar.style == Style::Plain;
        // In brackets, libyaml rejects this.
        if plain && scalar.text.contains(":?") {
            return None;
        }
        match self.library {
            None => {
                // Numbers and dates, which libraries parse differently, begin otherwise.
                let alike = !plain
                    || scalar.text.is_empty()
                    || scalar.text.starts_with(|first: char| first.is_ascii_alphabetic());
                alike.then(|| scalar::resolve(&scalar.text, plain, None, &YamlLibrary::PLAIN)).flatten()
            }
            Some(library) if library.structure.is_some() => {
                Some(typed::read_scalar(&scalar.text, plain, None))
            }
            Some(library) if library.numbers == Numbers::Serde => {
                libyaml::resolve(&scalar.text, plain, None).ok()
            }
            Some(library) => scalar::resolve(&scalar.text, plain, None, library),
        }
    }

    /// Whether a collection is in block style, or in flow style on one line, and not nested too deep.
    fn is_simple(&self, node: &Node, depth: usize) -> bool {
        let text = self.front.text_at(node.span.clone());
        depth < DEEPEST && (!text.starts_with(['[', '{']) || !text.contains('\n'))
    }
}
