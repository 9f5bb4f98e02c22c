//! Codex's repair: line by line, it puts the values in single quotes that have a colon before a space, or start like
//! brackets or a reserved character and are not YAML by themselves.

use crate::loading::yaml::{YamlLibrary, load};

/// Returns the text with such values in quotes; `None` if there are none.
pub(super) fn quote_values(text: &str) -> Option<String> {
    let (mut lines, mut is_changed) = (Vec::new(), false);
    // Indentation of the key of the block scalar that the line may be in.
    let mut block = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|block| line.trim().is_empty() || indent > block) {
            lines.push(line.to_owned());
            continue;
        }
        let quoted = match value_of(line) {
            Some((_, value)) if value.starts_with(['|', '>']) => {
                block = Some(indent);
                None
            }
            value => {
                block = None;
                value.filter(|(_, value)| needs_quotes(value))
            }
        };
        is_changed |= quoted.is_some();
        lines.push(match quoted {
            Some((start, value)) => {
                let (before, rest) = line.split_at(start);
                let comment = rest.get(value.len()..).unwrap_or_default();
                format!("{before}'{}'{comment}", value.replace('\'', "''"))
            }
            None => line.to_owned(),
        });
    }
    is_changed.then(|| lines.join("\n"))
}

/// Returns the value after the first colon of a line and its offset, without a comment, if there is white space between
/// them.
fn value_of(line: &str) -> Option<(usize, &str)> {
    let (key, rest) = line.split_once(':')?;
    let value = rest.trim_start();
    if key.trim().is_empty() || value.len() == rest.len() {
        return None;
    }
    let mut before = ' ';
    let comment = value.char_indices().find(|(_, char)| {
        let starts = *char == '#' && before.is_whitespace();
        before = *char;
        starts
    });
    let end = comment.map_or(value.len(), |(at, _)| at);
    let bare = value.get(..end).unwrap_or_default().trim_end();
    (!bare.is_empty()).then_some((line.len() - value.len(), bare))
}

fn needs_quotes(value: &str) -> bool {
    let has_colon = || value.split(':').skip(1).any(|rest| rest.starts_with(char::is_whitespace));
    let is_broken =
        || value.starts_with(['[', '{', '@', '`']) && load(value, &YamlLibrary::SERDE_YAML).is_err();
    !value.starts_with(['\'', '"']) && (has_colon() || is_broken())
}
