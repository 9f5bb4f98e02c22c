//! Whether a key or an item is valid at a column, given the lines above it: as a sibling, or as the first child of a
//! key without a value. Anywhere else, it would break the YAML or continue a value.

use crate::syntax::lines::{KeyLine, Line, key_line};

/// The kind of line at a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePart {
    Key,
    Item,
}

/// Whether a part fits at that column. `above` are the non-empty lines above, the nearest first.
pub(super) fn fits_layout<'a>(part: LinePart, column: usize, above: impl Iterator<Item = Line<'a>>) -> bool {
    // Whether a deeper line was passed: if it is a child of the same parent, it has another column.
    let mut deeper = false;
    // Whether an item was passed at the column, so that a key needs one above the list at the same column.
    let mut beside_list = false;
    for line in above {
        let (indent, inner) = (line.indent(), inner_column(&line));
        if indent > column {
            deeper = true;
        } else if line.is_item() {
            match part {
                LinePart::Item if indent == column => return true,
                LinePart::Key if indent == column => beside_list = true,
                LinePart::Key if inner == column => return key_at(&line, inner).is_some(),
                // A key on the line of the hyphen may be the parent.
                _ if inner <= column => {
                    return !deeper && key_at(&line, inner).is_some_and(|key| opens(&line, &key));
                }
                _ => return false,
            }
        } else {
            let key = key_at(&line, indent);
            let child = || !deeper && key.as_ref().is_some_and(|key| opens(&line, key));
            return match part {
                LinePart::Item => child(),
                LinePart::Key if indent == column => true,
                LinePart::Key => !beside_list && child(),
            };
        }
    }
    !beside_list
}

/// Returns the offset of the last item in the text of a `[ … ]` up to the cursor.
pub(super) fn item_start(before: &str) -> usize {
    let (mut start, mut quote) = (0, None);
    for (at, char) in before.char_indices() {
        match (quote, char) {
            (None, '"' | '\'') => quote = Some(char),
            (Some(open), _) if open == char => quote = None,
            (None, '[' | ',') => start = at + 1,
            _ => {}
        }
    }
    start
}

/// Returns the column of the content after the hyphens of a line.
pub(super) fn inner_column(line: &Line<'_>) -> usize {
    let mut rest = line.content();
    while rest.starts_with("- ") || rest.trim_end() == "-" {
        rest = rest.get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
    }
    line.text.len() - rest.len()
}

/// Returns the key that starts at a column of a line.
fn key_at(line: &Line<'_>, column: usize) -> Option<KeyLine> {
    key_line(line.text.get(column..)?, column)
}

/// Whether nothing follows a key, so that its value is below.
fn opens(line: &Line<'_>, key: &KeyLine) -> bool {
    super::opens(line.text.get(key.value.clone()).unwrap_or_default())
}
