//! What a tool has of a file once it has loaded it: the keys, and where the text starts.

use std::rc::Rc;

use super::File;
use super::value::{Map, Value};
use crate::syntax::yaml::{self, Node, ScalarKind};

/// What a tool has of a file that it loads.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    /// The keys as its YAML library returns them; empty if it reads none.
    pub(crate) map: Rc<Map>,
    /// Start of the text behind the front matter, in bytes of the file.
    pub(crate) body: usize,
}

/// Maximum nesting depth of a value that is read of the tolerant tree.
const DEEPEST: usize = 32;

impl Loaded {
    /// Returns what the tolerant parser has read, for a tool whose own reading is not modelled.
    pub(crate) fn from_tree(file: &File<'_>, body: usize) -> Self {
        let root = file.front.and_then(|front| front.yaml.root.as_ref());
        let map = match root.map(|root| value_of(root, 0)) {
            Some(Value::Map(map)) => map,
            _ => Rc::default(),
        };
        Self { map, body }
    }
}

/// Converts a node of the tolerant tree. Numbers stay as they are written.
fn value_of(node: &Node, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    match &node.value {
        yaml::Value::Scalar(scalar) => match scalar.kind() {
            ScalarKind::Null => Value::Null,
            ScalarKind::Boolean => Value::Boolean(scalar.text.eq_ignore_ascii_case("true")),
            _ => Value::Text((*scalar.text).into()),
        },
        yaml::Value::Sequence(items) => {
            Value::List(items.iter().map(|item| value_of(item, depth + 1)).collect())
        }
        yaml::Value::Mapping(entries) => {
            let mut map = Map::default();
            for entry in entries {
                if let Some(name) = entry.name() {
                    map.set(name.into(), value_of(&entry.value, depth + 1));
                }
            }
            Value::Map(Rc::new(map))
        }
        yaml::Value::Alias => Value::Null,
    }
}
