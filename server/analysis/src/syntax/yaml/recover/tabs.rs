//! Tabs in indentation, which YAML forbids.

use super::Recovery;
use crate::syntax::lines::Line;
use crate::syntax::yaml::fault::SyntaxErrorKind;

/// Returns the source with a space for every tab in indentation, so that offsets stay the same.
pub(super) fn without_tabs(source: &str) -> String {
    let mut indenting = true;
    let blank = |char| {
        let found = if char == '\t' && indenting { ' ' } else { char };
        indenting = matches!(char, '\n' | '\r') || indenting && matches!(char, ' ' | '\t');
        found
    };
    source.chars().map(blank).collect()
}

impl<'a> Recovery<'a> {
    /// Whether any line of a piece is indented with tabs.
    pub(super) fn is_tabbed(&self, piece: &[Line<'a>]) -> bool {
        piece.iter().any(|line| self.original(line.start..line.start + line.indent()).contains('\t'))
    }

    /// Reports the lines of a piece that are indented with tabs; with `blank`, those without content too.
    pub(super) fn tabs(&mut self, piece: &[Line<'a>], blank: bool) {
        for line in piece.iter().filter(|line| blank || !line.is_blank()) {
            let indent = line.start..line.start + line.indent();
            if self.original(indent.clone()).contains('\t') && self.tabbed.insert(line.start) {
                self.push_error(SyntaxErrorKind::Tab, indent, None, None);
            }
        }
    }
}
