//! droid's second reader, which knows no YAML: `key: value` at the first colon of each line, however it is indented.

use crate::loading::block::js_space;
use crate::loading::json;
use crate::loading::value::{Map, Value};

/// Keys whose values are lists: with commas on the line, or as items below it.
const LISTS: [&str; 2] = ["tools", "mcpServers"];

/// Reads a text line by line. The last line of a key wins.
pub(super) fn read_lines(text: &str) -> Map {
    let mut map = Map::default();
    // The list that items on the next lines belong to.
    let mut list: Option<(&str, Vec<Value>)> = None;
    for line in text.split('\n').map(trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let (Some((key, items)), Some(item)) = (&mut list, line.strip_prefix("- ")) {
            items.push(Value::Text(unquoted(trim(item)).into()));
            map.set((*key).into(), Value::List(items.clone().into()));
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (trim(key), unquoted(trim(value)));
        list = None;
        let value = match value {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            _ => match value.starts_with(['[', '{']).then(|| json::parse(value)).flatten() {
                Some(value) => value,
                None if LISTS.contains(&key) && value.is_empty() => {
                    list = Some((key, Vec::new()));
                    Value::List([].into())
                }
                None if LISTS.contains(&key) && !value.starts_with('[') => {
                    Value::List(value.split(',').map(|item| Value::Text(trim(item).into())).collect())
                }
                None => Value::Text(value.into()),
            },
        };
        map.set(key.into(), value);
    }
    map
}

fn trim(text: &str) -> &str {
    text.trim_matches(js_space)
}

/// Strips one pair of quotes. A single quote alone is a pair, too.
fn unquoted(text: &str) -> &str {
    let pair = ['"', '\''].into_iter().find(|quote| text.starts_with(*quote) && text.ends_with(*quote));
    match pair {
        Some(_) => text.get(1..text.len() - 1).unwrap_or_default(),
        None => text,
    }
}
