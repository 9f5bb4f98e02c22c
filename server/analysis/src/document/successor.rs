//! The next version of a document, which takes over what its edits leave alone.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::{Document, Quiet, detect};
use crate::dialect::Detection;
use crate::sections::Body;
use crate::syntax::{Syntax, Touched};
use crate::text::Text;

/// The next version of a document while its edits are made.
pub(super) struct Successor<'a> {
    before: &'a Document,
    pub(super) text: Text,
    /// The structure after the edits so far; none before the first.
    read: Option<(Syntax, Body)>,
    /// The entries of the front matter that no edit touched so far and that need no second look.
    quiet: Quiet,
}

impl<'a> Successor<'a> {
    pub(super) fn of(before: &'a Document) -> Self {
        Self { before, text: before.text.clone(), read: None, quiet: before.quiet.clone() }
    }

    pub(super) fn replace(&mut self, range: Range<usize>, new: &str) {
        let edit = self.text.replace(range, new);
        let (syntax, body) = self
            .read
            .as_ref()
            .map_or((&self.before.syntax, &self.before.body), |(syntax, body)| (syntax, body));
        let syntax = syntax.edit(&self.text, &edit);
        match syntax.touched() {
            Touched::Nothing => {}
            Touched::Entry(entry) => self.quiet.remove(entry),
            Touched::All => self.quiet = Quiet::default(),
        }
        self.read = Some((syntax, body.edit(&self.text, &edit)));
    }

    pub(super) fn finish(self, version: i32) -> Document {
        let Self { before, text, read, quiet } = self;
        let (syntax, body) = read.unwrap_or_else(|| (Syntax::parse(&text), Body::default()));
        let (path, dialects, location) =
            (before.path.clone(), before.dialects.clone(), before.location.clone());
        // The kind and what the front matter tells depend on the path and the front matter alone.
        let (detection, front_facts) = if syntax.has_head_of(&before.syntax) {
            (before.detection.clone(), before.front_facts.clone())
        } else {
            (detect(&dialects, path.as_deref(), &location, &syntax), OnceLock::new())
        };
        let kind = |found: &Option<Detection>| found.as_ref().map(|found| Arc::as_ptr(&found.document));
        let same_kind = kind(&detection) == kind(&before.detection);
        let quiet = if same_kind { quiet } else { Quiet::default() };
        Document { path, dialects, location, version, text, syntax, detection, body, front_facts, quiet }
    }
}
