//! Qwen Code's own parser, for what its YAML library rejects: lines with a colon, lists indented by two spaces, and
//! mappings one level deep.

use std::rc::Rc;

use super::rules::trim;
use crate::loading::value::{Map, Value};

/// Parses front matter line by line.
pub(super) fn parse(block: &str) -> Map {
    let lines = block.split('\n').filter(|line| !trim(line).is_empty() && !trim(line).starts_with('#'));
    let mut parser = Parser::default();
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        parser.parse_line(line, lines.peek().copied());
    }
    parser.close_list();
    parser.close_mapping();
    parser.map
}

#[derive(Default)]
struct Parser {
    map: Map,
    /// The key whose value is on the lines below.
    key: Rc<str>,
    list: Option<Vec<Value>>,
    mapping: Option<(Rc<str>, Map)>,
}

impl Parser {
    fn parse_line(&mut self, line: &str, next: Option<&str>) {
        if let Some(item) = line.strip_prefix("  - ") {
            self.list.get_or_insert_default().push(parse_scalar(trim(item)));
            return;
        }
        self.close_list();
        if let (true, Some((_, inner))) = (line.starts_with("  "), &mut self.mapping) {
            let (key, text) = trim(line).split_once(':').unwrap_or((trim(line), ""));
            inner.set(trim(key).into(), parse_scalar(trim(text)));
            return;
        }
        self.close_mapping();
        let Some((key, text)) = line.split_once(':') else { return };
        let key: Rc<str> = trim(key).into();
        if !trim(text).is_empty() {
            self.map.set(key, parse_scalar(trim(text)));
        } else if next.is_some_and(|next| next.starts_with("  ") && !next.starts_with("  - ")) {
            self.key = Rc::default();
            self.mapping = Some((key, Map::default()));
        } else {
            self.key = key;
        }
    }

    fn close_list(&mut self) {
        if let Some(items) = self.list.take() {
            self.map.set(std::mem::take(&mut self.key), Value::List(items.into()));
        }
    }

    fn close_mapping(&mut self) {
        if let Some((key, inner)) = self.mapping.take() {
            self.map.set(key, Value::Map(Rc::new(inner)));
        }
    }
}

/// Parses a scalar: a word, a number as in JavaScript, or a string, without its double quotes.
fn parse_scalar(text: &str) -> Value {
    match text {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        "null" => Value::Null,
        "" => Value::Text("".into()),
        _ => {
            let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            if let Some(inner) = quoted {
                return Value::Text(inner.replace("\\\"", "\"").replace("\\\\", "\\").into());
            }
            let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
            let word = text.chars().any(|char| char.is_ascii_alphabetic() && !matches!(char, 'e' | 'E'));
            match number(text).filter(|_| !word) {
                Some(number) => Value::Number(number),
                None => Value::Text(text.into()),
            }
        }
    }
}
