//! Applies changes in the order of their versions. Helix before 25.07 starts a task for each notification, so that
//! changes in quick succession, as when a completion is accepted, arrive in any order (25.01.1: 1, 2, 9, 10, ..., 5,
//! 3). Their positions are valid only in the order of versions, which increase (LSP 3.17,
//! `VersionedTextDocumentIdentifier`).

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use agentls_analysis::document::{Change, Document};
use agentls_analysis::text::{Encoding, Position};

/// Maximum number of later changes that may arrive before an earlier one.
const KEPT: usize = 16;

/// One content change: new text for a range, or for the whole document.
pub(super) type TextChange = (Option<(Position, Position)>, String);

/// The last changes of an open document.
#[derive(Default)]
pub(super) struct History {
    changes: VecDeque<Applied>,
    /// The version of the last change that replaced the whole text. Earlier changes no longer matter and are not kept:
    /// clients that always send the whole text would otherwise cost as many copies.
    whole: Option<i32>,
}

/// A change, with the document that it was applied to.
struct Applied {
    before: Arc<Document>,
    version: i32,
    parts: Vec<TextChange>,
}

impl History {
    /// Returns the document after a change. Later versions that arrived earlier are reapplied after it. Returns `None`
    /// if the change cannot be applied.
    pub(super) fn after(
        &mut self,
        document: &Arc<Document>,
        version: i32,
        parts: Vec<TextChange>,
        encoding: Encoding,
    ) -> Option<Arc<Document>> {
        if self.whole.is_some_and(|whole| version < whole) {
            return Some(document.clone());
        }
        let mut change = Applied { before: document.clone(), version, parts };
        let mut overtook = Vec::new();
        while let Some(last) = self.changes.pop_back_if(|last| last.version > version) {
            change.before = last.before.clone();
            overtook.push(last);
        }
        let mut document = self.apply(change, encoding)?;
        for change in overtook.into_iter().rev() {
            document = self.apply(Applied { before: document, ..change }, encoding)?;
        }
        Some(document)
    }

    fn apply(&mut self, change: Applied, encoding: Encoding) -> Option<Arc<Document>> {
        let document = Arc::new(change.applied(encoding)?);
        if change.parts.iter().any(|(range, _)| range.is_none()) {
            self.changes.clear();
            self.whole = Some(change.version);
            return Some(document);
        }
        if self.changes.len() == KEPT {
            self.changes.pop_front();
        }
        self.changes.push_back(change);
        Some(document)
    }
}

impl Applied {
    fn applied(&self, encoding: Encoding) -> Option<Document> {
        let Self { before, version, parts } = self;
        let parts: Vec<_> = parts.iter().map(|(range, text)| Change { range: *range, text }).collect();
        either(
            || before.changed(*version, &parts, encoding),
            || before.changed_afresh(*version, &parts, encoding),
        )
    }
}

/// Returns the result of `first`, or of `second` if `first` panics. A bug in incremental parsing must not lose the
/// edit: every later one would be applied at the wrong place.
fn either<T>(first: impl FnOnce() -> T, second: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(first)).or_else(|_| catch_unwind(AssertUnwindSafe(second))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::Index;

    /// Replaces a part of a line, and says so as a client does.
    fn edit(line: &mut String, (from, to, new): &(Index, Index, String)) -> TextChange {
        let places = line.len() + 1;
        let (from, to) = (from.index(places), to.index(places));
        let (from, to) = (from.min(to), from.max(to));
        line.replace_range(from..to, new);
        let at = |column: usize| Position { line: 0, column: u32::try_from(column).unwrap() };
        (Some((at(from), at(to))), new.clone())
    }

    #[test]
    fn an_edit_survives_a_panic_in_what_it_reads_again() {
        let document = Document::new(None, 1, "name: x");
        let change = [Change { range: None, text: "name: y" }];
        let afresh = || document.changed_afresh(2, &change, Encoding::Utf8);
        let edited = either(|| panic!("a fault in a reader"), afresh).unwrap();
        assert_eq!((edited.version, edited.text.to_string()), (2, "name: y".to_owned()));
        // If it cannot be applied at all, returns `None`, which the caller reports.
        assert!(either(|| panic!("a fault"), || -> Document { panic!("another") }).is_none());
    }

    #[test]
    fn a_whole_text_ends_what_was_before_it() {
        let mut history = History::default();
        let start = Arc::new(Document::new(None, 0, "old"));
        let at = |column| Position { line: 0, column };
        let insert = |text: &str| vec![(Some((at(0), at(0))), text.to_owned())];
        let whole = history.after(&start, 4, vec![(None, "new".to_owned())], Encoding::Utf8).unwrap();
        let late = history.after(&whole, 3, insert("x"), Encoding::Utf8).unwrap();
        assert_eq!(late.text.to_string(), "new");
        let next = history.after(&late, 6, insert("y"), Encoding::Utf8).unwrap();
        let between = history.after(&next, 5, insert("z"), Encoding::Utf8).unwrap();
        assert_eq!(between.text.to_string(), "yznew");
        assert!(history.changes.len() == 2 && history.whole == Some(4));
    }

    proptest! {
        #[test]
        fn changes_may_arrive_in_any_order(
            edits in prop::collection::vec((any::<Index>(), any::<Index>(), "[a-z]{0,4}"), 1..KEPT),
            order in Just((0..KEPT).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let mut line = "name: x".to_owned();
            let mut document = Arc::new(Document::new(None, 0, &line));
            let changes: Vec<_> = edits.iter().map(|it| edit(&mut line, it)).collect();
            let mut history = History::default();
            for index in order.into_iter().filter(|index| *index < changes.len()) {
                // Versions increase, and need not be numbered without gaps.
                let version = i32::try_from(index).unwrap() * 2 + 1;
                let change = vec![changes[index].clone()];
                document = history.after(&document, version, change, Encoding::Utf16).unwrap();
            }
            prop_assert_eq!(document.text.to_string(), line);
            prop_assert_eq!(document.version, i32::try_from(changes.len()).unwrap() * 2 - 1);
        }
    }
}
