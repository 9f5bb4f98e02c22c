//! Whether a key or an item can stand at a column, below the lines above it: then it is a sibling of what stands there, or the
//! first below a key without a value. Anywhere else, it would break the file or go on with a value.

use crate::syntax::lines::{KeyLine, Line, key_line};

/// What is to stand at a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePart {
    Key,
    Item,
}

/// Whether a part fits at that column. The lines above come from the nearest upward, those with content alone.
pub(super) fn fits_layout<'a>(part: LinePart, column: usize, above: impl Iterator<Item = Line<'a>>) -> bool {
    // Whether something deeper was passed: if it is a child of the same parent, it has another column.
    let mut deeper = false;
    // Whether an item was passed at the column, so that a key here needs one above the list at the same column.
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
                // On the line of the hyphen, a key may open what is below.
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

/// Where the last item begins in the text of a `[ … ]` up to the cursor.
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

/// The column of what stands behind the hyphens of a line.
pub(super) fn inner_column(line: &Line<'_>) -> usize {
    let mut rest = line.content();
    while rest.starts_with("- ") || rest.trim_end() == "-" {
        rest = rest.get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
    }
    line.text.len() - rest.len()
}

/// The key that begins at a column of a line.
fn key_at(line: &Line<'_>, column: usize) -> Option<KeyLine> {
    key_line(line.text.get(column..)?, column)
}

/// Whether nothing stands behind a key, so that its value is below.
fn opens(line: &Line<'_>, key: &KeyLine) -> bool {
    super::opens(line.text.get(key.value.clone()).unwrap_or_default())
}
