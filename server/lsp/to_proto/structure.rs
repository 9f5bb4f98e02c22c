//! Converts folds and selections.

use std::cmp::Reverse;
use std::ops::Range;

use agentls_analysis::ide::folding::{Fold, FoldKind};
use agentls_analysis::references::DefinitionKind;
use tower_lsp::gen_lsp_types as lsp;

use super::ToProto;

impl ToProto<'_> {
    /// Returns folds of whole lines, which every client supports. If the client limits their number, keeps the longest.
    pub(crate) fn folds(&self, mut folds: Vec<Fold>) -> Vec<lsp::FoldingRange> {
        let most = self.flags.most_folds.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        if folds.len() > most {
            folds.sort_by_key(|fold| Reverse(fold.range.len()));
            folds.truncate(most);
            folds.sort_by_key(|fold| fold.range.start);
        }
        folds.iter().map(|fold| self.fold(fold)).collect()
    }

    fn fold(&self, fold: &Fold) -> lsp::FoldingRange {
        let lsp::Range { start, end } = self.range(&fold.range);
        let kind = match fold.kind {
            Some(FoldKind::Comment) if self.flags.comment_folds => Some(lsp::FoldingRangeKind::Comment),
            Some(FoldKind::Region) if self.flags.region_folds => Some(lsp::FoldingRangeKind::Region),
            _ => None,
        };
        lsp::FoldingRange {
            start_line: start.line,
            end_line: end.line,
            start_character: None,
            end_character: None,
            kind,
            collapsed_text: None,
        }
    }

    /// Converts nested ranges, innermost first, each with the next one as its parent; `None` if there are none.
    pub(crate) fn selection(&self, ranges: &[Range<usize>]) -> Option<lsp::SelectionRange> {
        ranges.iter().rev().fold(None, |parent, range| {
            Some(lsp::SelectionRange { range: self.range(range), parent: parent.map(Box::new) })
        })
    }
}

/// Returns the symbol kind of a definition; `None` stands for a file without one.
pub(crate) fn symbol_kind(kind: Option<DefinitionKind>) -> lsp::SymbolKind {
    match kind {
        Some(DefinitionKind::Agent) => lsp::SymbolKind::Class,
        Some(DefinitionKind::Skill) => lsp::SymbolKind::Module,
        Some(DefinitionKind::Command) => lsp::SymbolKind::Function,
        None => lsp::SymbolKind::File,
    }
}
