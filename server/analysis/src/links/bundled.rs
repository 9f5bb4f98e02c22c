//! Paths in code spans that name files of a skill: `scripts/fill.py`.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::{Link, LinkForm};
use crate::syntax::markdown::Markdown;

/// The folders that a skill has for its files (<https://agentskills.io/specification>).
const FOLDERS: &[&str] = &["scripts/", "references/", "assets/"];

/// What may stand for the skill's folder before such a path.
const OWN_FOLDER: &[&str] = &["./", "${CLAUDE_SKILL_DIR}/", "$CLAUDE_SKILL_DIR/"];

/// Words in a line that speaks of files that are no part of the skill, or are still to be written.
const OF_OTHERS: &[&str] = &[
    "example", "e.g.", "such as", "like ", "would", "could", "should", "create", "generate", "write", "add ",
    "save", "output", "optional", "if ",
];

/// Adds the paths of bundled files in a markdown text that starts at byte `base`.
pub(super) fn add_bundled(text: &str, base: usize, markdown: &Markdown, found: &mut Vec<Link>) {
    // The last line that was looked at: its end, and what it speaks of.
    let (mut line_end, mut sure) = (0, false);
    for code in &markdown.codes {
        // In the text of a link, it is the link that leads to the file.
        let before = markdown.links.partition_point(|link| link.range.start <= code.start);
        let around = before.checked_sub(1).and_then(|at| markdown.links.get(at));
        if around.is_some_and(|link| code.start < link.range.end) {
            continue;
        }
        let Some(written) = text.get(code.start.saturating_sub(base)..code.end.saturating_sub(base)) else {
            continue;
        };
        let mut end = code.start;
        for part in written.split_inclusive(char::is_whitespace) {
            let start = end;
            end += part.len();
            let word = part.trim_end();
            let path = OWN_FOLDER.iter().find_map(|own| word.strip_prefix(own)).unwrap_or(word);
            if is_bundled(path) {
                let at = start.saturating_sub(base);
                if at >= line_end {
                    let line = line_around(text, at);
                    line_end = line.end;
                    let about = [line.clone(), lead_of(text, line)];
                    sure = about.into_iter().all(|line| !is_of_others(text.get(line).unwrap_or_default()));
                }
                let sure = sure && !is_owned(text.get(..code.start.saturating_sub(base)).unwrap_or_default());
                let start = start + word.len() - path.len();
                let span = (start..start + path.len()).into();
                found.push(Link { span, path: path.into(), anchor: None, form: LinkForm::Bundled { sure } });
            }
        }
    }
}

/// Whether a path names a file in one of the folders.
fn is_bundled(path: &str) -> bool {
    let Some(rest) = FOLDERS.iter().find_map(|folder| path.strip_prefix(folder)) else { return false };
    let name = rest.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty());
    ending && rest.chars().all(|char| char.is_ascii_alphanumeric() || "._-/".contains(char))
}

/// Returns the line at an offset, with its line break.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let (before, behind) = text.as_bytes().split_at(at.min(text.len()));
    let start = memrchr(b'\n', before).map_or(0, |end| end + 1);
    start..memchr(b'\n', behind).map_or(text.len(), |end| at + end + 1)
}

/// Maximum number of items of a list above which its first words are looked for.
const MOST_ITEMS: usize = 20;

/// Returns the line that introduces a list, directly above its items, if a line is an item of such a list.
fn lead_of(text: &str, line: Range<usize>) -> Range<usize> {
    let is_item = |line: &str| {
        line.trim_start().starts_with(['-', '*', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    };
    let mut at = line;
    for _ in 0..MOST_ITEMS {
        if !text.get(at.clone()).is_some_and(is_item) {
            return at;
        }
        let Some(above) = at.start.checked_sub(1) else { break };
        at = line_around(text, above);
    }
    0..0
}

/// Whether the words before a code span say whose the file is: `other-skill`'s, or "its".
fn is_owned(before: &str) -> bool {
    let words = before.trim_end_matches('`').trim_end();
    ["'s", "\u{2019}s", " its", " their"].iter().any(|owner| words.ends_with(owner))
}

/// Whether a line speaks of files that need not be there.
fn is_of_others(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    OF_OTHERS.iter().any(|word| line.contains(word))
}
