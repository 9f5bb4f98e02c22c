//! Paths in code spans that name files of a skill: `scripts/fill.py`.

use super::{Link, LinkForm};
use crate::syntax::markdown::Markdown;

/// The folders that a skill has for its files (https://agentskills.io/specification).
const FOLDERS: &[&str] = &["scripts/", "references/", "assets/"];

/// What may stand for the skill's folder before such a path.
const OWN_FOLDER: &[&str] = &["./", "${CLAUDE_SKILL_DIR}/", "$CLAUDE_SKILL_DIR/"];

/// Adds the paths of bundled files in a markdown text that starts at byte `base`.
pub(super) fn add_bundled(text: &str, base: usize, markdown: &Markdown, found: &mut Vec<Link>) {
    for code in &markdown.codes {
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
                let start = start + word.len() - path.len();
                let span = (start..start + path.len()).into();
                found.push(Link { span, path: path.into(), anchor: None, form: LinkForm::Bundled });
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
