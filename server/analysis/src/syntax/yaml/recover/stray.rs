//! Recovers lines that belong to nothing above them.

use super::{Recovery, into_entries};
use crate::syntax::lines::{KeyLine, Line};
use crate::syntax::yaml::fault::SyntaxErrorKind;
use crate::syntax::yaml::scalar::Style;
use crate::syntax::yaml::vocabulary::Vocabulary;
use crate::syntax::yaml::{Entry, Node};

impl<'a> Recovery<'a> {
    /// Handles the lines above the first key of a mapping: keys indented too deep, or stray lines.
    pub(super) fn above(&mut self, lines: &[Line<'a>], level: usize, known: &dyn Vocabulary) -> Vec<Entry> {
        let content = |line: &Line<'_>| line.has_content();
        let Some(stray) = lines.iter().find(|line| content(line)) else { return Vec::new() };
        let from = lines.iter().position(content).unwrap_or_default();
        let lines = lines.get(from..).unwrap_or_default();
        let unindented = self.unindented(lines, level);
        let is_key = |key: &KeyLine| known.knows(self.key_text(key)) || unindented.is_some();
        let key = stray.key().filter(|key| is_key(key) && stray.indent() > level);
        let (Some(key), Some(last)) = (key, lines.iter().rfind(|line| content(line))) else {
            self.stray(stray, None, None);
            return Vec::new();
        };
        self.push_error(
            SyntaxErrorKind::Swallowed { level },
            key.key,
            None,
            Some(&(stray.start..last.end())),
        );
        unindented.unwrap_or_else(|| self.recover_entry(lines, known, &[]))
    }

    /// Recovers what is above a line not indented deeper than the key, if that is valid by itself.
    pub(super) fn above_stray(&mut self, piece: &[Line<'a>], key: &KeyLine, indent: usize) -> Option<Node> {
        let stray = piece.iter().skip(1).position(|line| line.has_content() && line.indent() <= indent)? + 1;
        let (above, rest) = piece.split_at(stray);
        let entry = into_entries(self.parse(above).ok()?.root?).pop()?;
        self.stray(rest.first()?, Some(key), Some(&entry));
        Some(entry.value)
    }

    /// Reports a stray line.
    pub(super) fn stray(&mut self, line: &Line<'a>, key: Option<&KeyLine>, above: Option<&Entry>) {
        let style = above.and_then(|entry| entry.value.scalar()).map(|scalar| scalar.style);
        let kind = match style {
            Some(Style::Literal | Style::Folded) => SyntaxErrorKind::EndsBlockScalar,
            Some(_) if line.content().trim_end().contains(' ') => SyntaxErrorKind::Unindented,
            _ => SyntaxErrorKind::NotAnEntry,
        };
        self.push_error(kind, line.trimmed(), key, above.map(|entry| &entry.value.span));
    }
}
