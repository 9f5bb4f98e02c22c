//! Lines that are indented with tabs, which YAML forbids.

use super::Recovery;
use crate::syntax::lines::Line;
use crate::syntax::yaml::fault::SyntaxErrorKind;

/// The source with a blank for every tab that indents a line, so that offsets stay what they are.
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
    /// Whether some lines of a piece are indented with tabs.
    pub(super) fn is_tabbed(&self, piece: &[Line<'a>]) -> bool {
        piece.iter().any(|line| self.original(line.start..line.start + line.indent()).contains('\t'))
    }

    /// Reports the lines of a piece that are indented with tabs; those with nothing else on them too if they may matter.
    pub(super) fn tabs(&mut self, piece: &[Line<'a>], blank: bool) {
        for line in piece.iter().filter(|line| blank || !line.is_blank()) {
            let indent = line.start..line.start + line.indent();
            if self.original(indent.clone()).contains('\t') && self.tabbed.insert(line.start) {
                self.push_error(SyntaxErrorKind::Tab, indent, None, None);
            }
        }
    }
}
