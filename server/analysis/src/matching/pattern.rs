//! One pattern in its two readings.

use super::wide::{WidePattern, expanded};
use crate::dialect::{Glob, PatternReading};

/// A pattern of files, as an author has written it.
#[derive(Clone, Debug)]
pub struct FilePattern {
    text: Box<str>,
    excludes: bool,
    reading: PatternReading,
    /// Its alternatives by the widest reading; none if it may match anything.
    wide: Option<Vec<WidePattern>>,
}

impl FilePattern {
    /// Parses a pattern of a tool.
    pub fn new(text: &str, reading: PatternReading) -> Self {
        let text = text.trim();
        let excludes = text.starts_with('!') && !text.starts_with("!(");
        let selected = if excludes { text.trim_start_matches('!') } else { text };
        // Where patterns are those of `.gitignore`, the loader says which ones match nothing.
        let first = selected.split('/').next().unwrap_or_default();
        let relative = reading == PatternReading::Gitignore && matches!(first, "." | ".." | "");
        let wide = WidePattern::alternatives(selected)
            .filter(|_| !relative || selected.len() > 1 && first.is_empty());
        Self { text: text.into(), excludes, reading, wide }
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it excludes files from those of other patterns.
    pub fn excludes(&self) -> bool {
        self.excludes
    }

    /// The pattern of the files that it selects or excludes.
    fn selected(&self) -> &str {
        if self.excludes { self.text.trim_start_matches('!') } else { &self.text }
    }

    pub(super) fn wide(&self) -> Option<&[WidePattern]> {
        self.wide.as_deref()
    }

    pub(super) fn reading(&self) -> PatternReading {
        self.reading
    }

    /// Returns the parts of the path that are names or patterns of names.
    pub(super) fn path_names(&self) -> impl Iterator<Item = &str> {
        self.selected()
            .split(['/', '{', '}', ','])
            .filter(|name| !name.is_empty() && !matches!(*name, "*" | "**"))
    }

    /// Returns the globs of the narrowest reading, for paths relative to the project.
    pub(super) fn narrow(&self) -> Vec<Glob> {
        let text = self.selected().trim_start_matches("./");
        globs(&match self.reading {
            PatternReading::Gitignore => {
                expanded(text).unwrap_or_default().iter().flat_map(|line| gitignore(line)).collect()
            }
            PatternReading::Unknown => vec![text.strip_prefix('/').unwrap_or(text).to_owned()],
        })
    }

    /// Returns the globs of the widest reading that is possible where the reading is known. A tool may have taken `/**`
    /// away from the end, which it needs not for the files of a folder, and then the folder is meant wherever it is.
    pub(super) fn known(&self) -> Option<Vec<Glob>> {
        if self.reading == PatternReading::Unknown {
            return None;
        }
        let lines = expanded(self.selected())?;
        let both = lines.iter().flat_map(|line| [line, line.strip_suffix("/**").unwrap_or(line)]);
        Some(globs(&both.flat_map(gitignore).collect::<Vec<_>>()))
    }
}

fn globs(texts: &[String]) -> Vec<Glob> {
    texts.iter().filter_map(|text| Glob::new(text).ok()).collect()
}

/// Returns globs for paths in lower case that match as a line of `.gitignore` does.
fn gitignore(line: &str) -> Vec<String> {
    let line = line.to_lowercase();
    let name = line.trim_end_matches('/');
    let glob =
        if name.contains('/') { name.trim_start_matches('/').to_owned() } else { format!("**/{name}") };
    let inside = format!("{glob}/**");
    // A slash at the end says that it is a folder.
    if line.ends_with('/') { vec![inside] } else { vec![glob, inside] }
}
