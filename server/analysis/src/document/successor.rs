//! Builds the next version of a document, reusing what its edits leave unchanged.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::{CleanEntries, Document, Judged, recognised};
use crate::dialect::Detection;
use crate::sections::Body;
use crate::syntax::{Syntax, Touched};
use crate::text::Text;

/// Budget for reparsing the front matter after several edits at once, in bytes. Beyond it, the whole text is reparsed.
const MOST_BYTES: usize = 128 * 1024;

/// Minimum cost of an edit against that budget, in bytes.
const LEAST: usize = 4 * 1024;

/// The next version of a document while its edits are applied.
pub(super) struct NextVersion<'a> {
    before: &'a Document,
    pub(super) text: Text,
    /// The syntax after the edits so far; `None` before the first, and if the text has to be reparsed.
    read: Option<(Syntax, Body)>,
    /// Clean entries that no edit touched so far.
    quiet: CleanEntries,
    edits: usize,
}

impl<'a> NextVersion<'a> {
    pub(super) fn from_previous(before: &'a Document) -> Self {
        Self { before, text: before.text.clone(), read: None, quiet: before.quiet.clone(), edits: 0 }
    }

    pub(super) fn replace(&mut self, range: Range<usize>, new: &str) {
        let edit = self.text.replace(range, new);
        let looked_at = self.edits * self.before.syntax.body_start().max(LEAST);
        self.edits += 1;
        if looked_at > MOST_BYTES {
            (self.read, self.quiet) = (None, CleanEntries::default());
            return;
        }
        let (syntax, body) = self
            .read
            .as_ref()
            .map_or((&self.before.syntax, &self.before.body), |(syntax, body)| (syntax, body));
        let syntax = syntax.edit(&self.text, &edit);
        match syntax.touched() {
            Touched::Nothing => {}
            Touched::Entry(entry) => self.quiet.remove(entry),
            Touched::All => self.quiet = CleanEntries::default(),
        }
        self.read = Some((syntax, body.edit(&self.text, &edit)));
    }

    pub(super) fn finish(self, version: i32) -> Document {
        let Self { before, text, read, quiet, .. } = self;
        let (syntax, body) =
            read.unwrap_or_else(|| (Syntax::parse_as(&text, before.location.format()), Body::default()));
        let (path, dialects, location) =
            (before.path.clone(), before.dialects.clone(), before.location.clone());
        // The kind and the summary of the front matter depend only on the path and the front matter.
        let (syntax, detection, front_summary) = if syntax.has_head_of(&before.syntax) {
            (syntax, before.detection.clone(), before.front_summary.clone())
        } else {
            let (syntax, detection) = recognised(syntax, &dialects, path.as_deref(), &location);
            (syntax, detection, OnceLock::new())
        };
        let kind = |found: &Option<Detection>| found.as_ref().map(|found| Arc::as_ptr(&found.document));
        let same_kind = kind(&detection) == kind(&before.detection);
        let same_entries = syntax.touched() != Touched::All;
        let quiet = if same_kind && same_entries { quiet } else { CleanEntries::default() };
        Document {
            path,
            dialects,
            location,
            version,
            text,
            syntax,
            detection,
            body,
            front_summary,
            quiet,
            judged: Judged::default(),
        }
    }
}
