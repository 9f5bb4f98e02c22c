//! What a library makes of a front matter that the tolerant parser has read already, so that it need not be read again:
//! where nothing is in it that libraries differ on.

use std::ops::Range;
use std::rc::Rc;

use super::super::value::{Map, Value};
use super::{Flavour, scalar};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{self, Node, Style};

/// The value of a block that is the content of the front matter; none where the block has to be parsed.
pub(in crate::loader) fn of(front: &FrontMatter, block: &Range<usize>, flavour: &Flavour) -> Option<Value> {
    let content = front.text(front.content.clone());
    let same = block.start == front.content.start
        && front.text(block.clone()).trim_end() == content.trim_end()
        && front.yaml.faults.is_empty();
    if !same || content.contains(unusual) || content.contains("<<") {
        return None;
    }
    value(front, front.yaml.root.as_ref()?, flavour)
}

/// Characters that may stand for an anchor, an alias or a tag, and those that libraries take differently.
fn unusual(char: char) -> bool {
    matches!(char, '&' | '*' | '!' | '\t' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || char.is_control() && char != '\n'
}

fn value(front: &FrontMatter, node: &Node, flavour: &Flavour) -> Option<Value> {
    match &node.value {
        yaml::Value::Scalar(scalar) => {
            let quoted = matches!(scalar.style, Style::SingleQuoted | Style::DoubleQuoted);
            // How lines within quotes are indented is another difference.
            if quoted && front.text(node.span.clone()).contains('\n') {
                return None;
            }
            scalar::resolve(&scalar.text, scalar.style == Style::Plain, None, flavour)
        }
        yaml::Value::Sequence(items) => {
            is_simple(front, node).then_some(())?;
            items
                .iter()
                .map(|item| value(front, item, flavour))
                .collect::<Option<Vec<_>>>()
                .map(|items| Value::List(items.into()))
        }
        yaml::Value::Mapping(entries) => {
            is_simple(front, node).then_some(())?;
            let mut map = Map::default();
            for entry in entries {
                let key = value(front, &entry.key, flavour)?.to_key();
                if map.get(&key).is_some() {
                    return None;
                }
                map.set(key, value(front, &entry.value, flavour)?);
            }
            Some(Value::Map(Rc::new(map)))
        }
        yaml::Value::Alias => None,
    }
}

/// Whether a collection is in block notation, or in brackets on one line.
fn is_simple(front: &FrontMatter, node: &Node) -> bool {
    let text = front.text(node.span.clone());
    !text.starts_with(['[', '{']) || !text.contains('\n')
}
