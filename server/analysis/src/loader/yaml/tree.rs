//! What a library makes of a front matter that the tolerant parser has read already, so that it need not be read again:
//! where nothing is in it that libraries differ on.

use std::rc::Rc;

use super::super::value::{Map, Value};
use super::{Flavour, Numbers, libyaml, scalar};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{self, Node, Style};

/// Collections nested deeper are parsed: libraries differ in how deep they go.
const DEEPEST: usize = 32;

/// The value of a text that is the content of the front matter; none where the text has to be parsed.
pub(in crate::loader) fn of(front: &FrontMatter, text: &str, flavour: &Flavour) -> Option<Value> {
    let content = front.text(front.content.clone());
    let root = front.yaml.root.as_ref()?;
    let lines = |text: &str| text.trim_end_matches('\n').len();
    let same = text == content
        || text.get(..lines(text)) == content.get(..lines(content)) && !ends_in_block_scalar(root);
    if !same || !front.yaml.faults.is_empty() || content.contains(unusual) || content.contains("<<") {
        return None;
    }
    value(front, root, flavour, 0)
}

/// Whether the line breaks at the end may be part of a value.
fn ends_in_block_scalar(node: &Node) -> bool {
    match &node.value {
        yaml::Value::Scalar(scalar) => matches!(scalar.style, Style::Literal | Style::Folded),
        yaml::Value::Sequence(items) => items.last().is_some_and(ends_in_block_scalar),
        yaml::Value::Mapping(entries) => {
            entries.last().is_some_and(|entry| ends_in_block_scalar(&entry.value))
        }
        yaml::Value::Alias => false,
    }
}

/// Characters that may stand for an anchor, an alias or a tag, those that libraries take differently, and those that
/// stand in for them.
fn unusual(char: char) -> bool {
    matches!(char, '&' | '*' | '!' | '\t' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(char, '\u{f700}'..='\u{f7ff}')
        || char.is_control() && char != '\n'
}

fn value(front: &FrontMatter, node: &Node, flavour: &Flavour, depth: usize) -> Option<Value> {
    match &node.value {
        yaml::Value::Scalar(scalar) => {
            let quoted = matches!(scalar.style, Style::SingleQuoted | Style::DoubleQuoted);
            let written = || front.text(node.span.clone());
            // How lines within quotes are indented is another difference, and halves of characters one more.
            if quoted && (written().contains('\n') || written().contains("\\u")) {
                return None;
            }
            let plain = scalar.style == Style::Plain;
            match flavour.numbers {
                Numbers::Serde => libyaml::resolve(&scalar.text, plain, None).ok(),
                _ => scalar::resolve(&scalar.text, plain, None, flavour),
            }
        }
        yaml::Value::Sequence(items) => {
            is_simple(front, node, depth).then_some(())?;
            items
                .iter()
                .map(|item| value(front, item, flavour, depth + 1))
                .collect::<Option<Vec<_>>>()
                .map(|items| Value::List(items.into()))
        }
        yaml::Value::Mapping(entries) => {
            is_simple(front, node, depth).then_some(())?;
            let mut map = Map::default();
            for entry in entries {
                let key = value(front, &entry.key, flavour, depth + 1)?.to_key();
                // Not every library takes a key that is not written, or one that is there twice.
                if entry.key.span.is_empty() || map.get(&key).is_some() {
                    return None;
                }
                map.set(key, value(front, &entry.value, flavour, depth + 1)?);
            }
            Some(Value::Map(Rc::new(map)))
        }
        yaml::Value::Alias => None,
    }
}

/// Whether a collection is in block notation, or in brackets on one line, and not nested too deep.
fn is_simple(front: &FrontMatter, node: &Node, depth: usize) -> bool {
    let text = front.text(node.span.clone());
    depth < DEEPEST && (!text.starts_with(['[', '{']) || !text.contains('\n'))
}
