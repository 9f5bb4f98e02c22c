//! Front matter that is being typed: its last line is not yet a key, and there are no closing dashes.

use super::super::lines::{Line, lines};
use super::{dashes, is_preamble, looks_like_yaml};
use crate::text::Text;

/// Maximum size of unclosed front matter, in bytes: nobody types more without closing dashes, and scanning it at each
/// keystroke would be slow.
const LONGEST: usize = 16 * 1024;

/// Returns the end of the last line, in bytes, of unclosed front matter that contains the cursor at an offset. `None`
/// if the lines between the opening dashes and the offset do not look like front matter; the offset's own line may be
/// anything.
pub(crate) fn missing_close(text: &Text, offset: usize) -> Option<usize> {
    let at = text.line_at(offset);
    let line = text.line_range(at);
    if line.start > LONGEST || !may_open(text) {
        return None;
    }
    let head = text.slice(0..line.start);
    let above: Vec<_> = lines(&head, 0).collect();
    let open = above.iter().position(|line| !is_preamble(line))?;
    let (open, above) = above.get(open..)?.split_first()?;
    if dashes(open.content()) != Some(3) || !is_front_matter(above) {
        return None;
    }
    let rest = text.slice(line.start..line.start + LONGEST);
    let mut below = lines(&rest, line.start);
    let own = below.next().map_or(line.start, |line| line.end());
    let below = below.take_while(looks_like_yaml).filter(Line::has_content);
    let last = below.last().map_or(own, |line| line.end());
    (last <= LONGEST).then_some(last)
}

/// Whether the text may begin with opening dashes, judging by its start alone.
fn may_open(text: &Text) -> bool {
    let start = text.slice(0..8);
    let start = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    start.is_empty() || start.starts_with("---") || start.starts_with("<!--")
}

/// Whether all lines are keys, values, items, adjacent comments, or single words, which may become keys.
fn is_front_matter(lines: &[Line<'_>]) -> bool {
    let mut blank = false;
    lines.iter().all(|line| {
        let is_word = !line.text.trim_end().contains([' ', '\t']);
        let fits =
            looks_like_yaml(line) || is_word && dashes(line.text).is_none() || line.is_comment() && !blank;
        blank = line.is_blank();
        fits
    })
}
