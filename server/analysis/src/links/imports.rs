//! Imports: `@path` in prose, as Claude Code and Gemini CLI read it.
//!
//! Both take everything up to the next space for the path, and look for none in code spans and fences.

use std::ops::Range;

use memchr::memchr_iter;

use super::{Link, LinkForm};
use crate::dialect::Imports;
use crate::syntax::markdown::Markdown;

/// Maximum length of a path, in bytes.
const LONGEST: usize = 512;

/// Punctuation marks that end a sentence or a bracket, and that a path does not end with.
const MARKS: &[char] = &[':', ',', '.', ';', '!', '?', ')', ']', '"', '\'', '}'];

/// Characters that show that a word with `@` is something else.
const STRANGE: &[char] = &['`', '<', '>', '[', '(', '{', '|', '@', '*'];

/// Endings of files that people import. `@scope/package` and aliases of modules end otherwise.
const IMPORTED: &[&str] = &["md", "mdc", "mdx", "markdown", "txt", "rst", "json", "yaml", "yml", "toml"];

impl Link {
    /// Whether a tool that includes files follows it, as far as its place tells; `false` for what is no import.
    pub(crate) fn is_followed_in(&self, imports: &Imports) -> bool {
        let LinkForm::Import { indented, starred, .. } = self.form else { return false };
        (imports.indented || !indented) && (imports.starred || !starred)
    }

    /// Whether it is an import, and not another word with `@`, of a file whose path is not in a home folder.
    pub(crate) fn is_surely_import(&self) -> bool {
        let LinkForm::Import { .. } = self.form else { return false };
        let relative = self.path.starts_with("./") || self.path.starts_with("../");
        let ending = self.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let document = IMPORTED.iter().any(|known| ending.eq_ignore_ascii_case(known));
        (relative || document) && !self.path.starts_with('~')
    }
}

/// Adds the imports of a markdown text that starts at byte `base`.
pub(super) fn add_imports(text: &str, base: usize, markdown: &Markdown, found: &mut Vec<Link>) {
    for at in memchr_iter(b'@', text.as_bytes()) {
        let Some(mut link) = import_at(text, at, base) else { continue };
        let place = base + at;
        if is_in(&markdown.codes, place, |code| code) || is_in(&markdown.html, place, |html| html) {
            continue;
        }
        if is_in(&markdown.blocks, place, |it| &it.range) {
            // Some tools take only fences for code.
            let LinkForm::Import { indented, .. } = &mut link.form else { continue };
            *indented = markdown.block_at(place).is_some_and(|block| block.language.is_none());
            if !*indented {
                continue;
            }
        }
        found.push(link);
    }
}

/// Returns the import that starts with the `@` at an offset.
fn import_at(text: &str, at: usize, base: usize) -> Option<Link> {
    let (before, rest) = text.split_at_checked(at)?;
    let plain = before.trim_end_matches('*');
    if !plain.is_empty() && !plain.ends_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.get(1..)?;
    let rest = rest.get(..length(rest)?)?;
    // In bold, the path ends with it.
    let word = if plain.len() < before.len() { rest.split('*').next().unwrap_or_default() } else { rest };
    let written = word.trim_end_matches(MARKS);
    let first = written.chars().next()?;
    let path_like = written.contains(['.', '/']) && !written.contains(STRANGE);
    if !path_like || !(first.is_ascii_alphanumeric() || "._-~/".contains(first)) {
        return None;
    }
    let (path, anchor) =
        written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let start = base + at + 1;
    Some(Link {
        span: (start..start + written.len()).into(),
        path: path.replace("\\ ", " ").into(),
        anchor: anchor.map(Into::into),
        form: LinkForm::Import {
            glued: written.len() < word.len(),
            indented: false,
            starred: plain.len() < before.len(),
        },
    })
}

/// Returns the number of bytes up to a space that is not escaped; `None` if there are too many.
fn length(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, char) in rest.char_indices() {
        if char.is_whitespace() && !(escaped && char == ' ') {
            return Some(at);
        }
        if at > LONGEST {
            return None;
        }
        escaped = char == '\\';
    }
    Some(rest.len())
}

/// Whether an offset is in one of some pieces of the text, which are in its order.
fn is_in<T>(pieces: &[T], at: usize, range: impl Fn(&T) -> &Range<usize>) -> bool {
    let next = pieces.partition_point(|piece| range(piece).end <= at);
    pieces.get(next).is_some_and(|piece| range(piece).start <= at)
}
