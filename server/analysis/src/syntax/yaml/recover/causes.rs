//! Removes errors that merely follow from another one.

use std::ops::Range;

use super::Recovery;
use crate::syntax::yaml::fault::{SyntaxError, SyntaxErrorKind};

impl<'a> Recovery<'a> {
    /// Removes parser errors if a well-known mistake causes them, and all but the first of the others.
    pub(super) fn leave_causes(&mut self) {
        let (source, local) = (self.source, |range: &Range<usize>| self.local(range));
        // The anchor may be in another piece.
        let anchored = |fault: &SyntaxError| {
            let alias = source.get(local(&fault.range)).unwrap_or_default();
            fault.kind == SyntaxErrorKind::ReservedIndicator('*')
                && alias.len() > 1
                && source.contains(&alias.replacen('*', "&", 1))
        };
        let other = |fault: &SyntaxError| matches!(fault.kind, SyntaxErrorKind::Other(_));
        let mut known = self.faults.iter().any(|fault| !other(fault) && !anchored(fault));
        let stays = |fault: &&SyntaxError| {
            !anchored(fault) && (!other(fault) || !std::mem::replace(&mut known, true))
        };
        self.faults = self.faults.iter().filter(stays).cloned().collect();
    }

    /// Keeps the error of an outermost entry that causes the others, if it is among them.
    pub(super) fn leave_cause_of_entry(&mut self, before: usize) {
        if self.depth > 0 {
            return;
        }
        // Such a mistake determines how the lines below are parsed.
        let cause = |fault: &&SyntaxError| {
            matches!(
                fault.kind,
                SyntaxErrorKind::Tab
                    | SyntaxErrorKind::EndsBlockScalar
                    | SyntaxErrorKind::Unindented
                    | SyntaxErrorKind::UnclosedQuote
                    | SyntaxErrorKind::UnclosedFlow
            )
        };
        let own = self.faults.split_off(before.min(self.faults.len()));
        let first = own.iter().filter(cause).map(|fault| fault.range.start).min().unwrap_or(usize::MAX);
        let is_tab = |fault: &SyntaxError| fault.kind == SyntaxErrorKind::Tab;
        let tabbed = own.iter().any(is_tab);
        // The tab in the indentation of the line is reported already.
        let on_line =
            |fault: &SyntaxError| own.iter().any(|tab| is_tab(tab) && tab.range.start == fault.value.start);
        let swallowed =
            |fault: &SyntaxError| matches!(fault.kind, SyntaxErrorKind::Swallowed { .. }) && !on_line(fault);
        let stays = |fault: &SyntaxError| match tabbed {
            true => is_tab(fault) || swallowed(fault),
            false => fault.range.start <= first,
        };
        let left: Vec<_> = own.iter().filter(|fault| stays(fault)).cloned().collect();
        self.faults.extend(left);
    }
}
