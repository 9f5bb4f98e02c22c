//! A document: one immutable version of a text with its structure and kind of file. An edit makes a new one.

mod judged;
mod linked;
mod quiet;
mod replaced;
mod successor;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::dialect::{Detection, Dialects, Keys, Location, PathNames, Presence, detect};
use crate::loading::{File, Size};
use crate::sections::{Body, Sections};
use crate::summary::FrontMatterSummary;
use crate::syntax::Syntax;
use crate::syntax::frontmatter::FrontMatter;
use crate::text::{Encoding, Position, Text};
use judged::Judged;
pub(crate) use quiet::CleanEntries;
use successor::NextVersion;

/// Bytes that loaders see of a text whose front matter is not closed: more than any tool reads of one file.
const LONGEST_HEAD: usize = 1_100_000;

/// Bytes that loaders see of the body, after the front matter.
const BEHIND_HEAD: usize = 4 * 1024;

/// No tool requires a longer body than this, in UTF-16 code units.
const SHORTEST_BODY: usize = 10;

/// Size above which a document is too large to analyse on the message thread, in bytes.
const HEAVY: usize = 128 * 1024;

/// Like `HEAVY`, for the front matter, in bytes.
const HEAVY_HEAD: usize = 8 * 1024;

/// Maximum number of bytes around an edit of a heavy document that are reparsed at once.
const AT_ONCE: usize = 16 * 1024;

/// One version of a document.
#[derive(Debug)]
pub struct Document {
    /// The path of its file, separated with `/`; `None` if it has no file.
    pub path: Option<Arc<str>>,
    /// The dialects that apply at its location.
    pub dialects: Arc<Dialects>,
    /// The tools that read its path.
    pub location: Arc<Location>,
    /// The version number from the client.
    pub version: i32,
    /// The text.
    pub text: Text,
    /// The syntax tree of the text.
    pub syntax: Syntax,
    /// The kind of file and why; `None` if it is not for an agent tool.
    pub detection: Option<Detection>,
    body: Body,
    front_summary: OnceLock<Arc<FrontMatterSummary>>,
    quiet: CleanEntries,
    judged: Judged,
}

/// Parses the text and detects its kind. Invalid YAML is recovered with the keys of the kind.
fn recognised(
    syntax: Syntax,
    dialects: &Dialects,
    path: Option<&str>,
    location: &Location,
) -> (Syntax, Option<Detection>) {
    let Some(found) = detect(dialects, path, location, &syntax) else { return (syntax, None) };
    let syntax = syntax.read_again(&Keys::from_fields(&found.document.fields));
    // Recovered keys may show another kind.
    let again = syntax.has_errors().then(|| detect(dialects, path, location, &syntax)).flatten();
    (syntax, Some(again.unwrap_or(found)))
}

/// A change of `didChange`: new text for a range, or for the whole document.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The replaced range, in the text after the preceding changes.
    pub range: Option<(Position, Position)>,
    /// The new text.
    pub text: &'a str,
}

impl Document {
    /// Creates a document with the built-in dialects.
    pub fn new(path: Option<Arc<str>>, version: i32, text: &str) -> Self {
        Self::with_dialects(Dialects::built_in(), path, version, text)
    }

    /// Creates a document.
    pub fn with_dialects(dialects: &Arc<Dialects>, path: Option<Arc<str>>, version: i32, text: &str) -> Self {
        let location = path.as_deref().map(|path| dialects.locate(path)).unwrap_or_default();
        Self::at_location(dialects, path, Arc::new(location), version, text.into())
    }

    /// Creates a document with the language id from the editor.
    pub fn in_language(
        dialects: &Arc<Dialects>,
        path: Option<Arc<str>>,
        language: &str,
        version: i32,
        text: Text,
    ) -> Self {
        let location = dialects.locate_in_language(path.as_deref(), language);
        Self::at_location(dialects, path, Arc::new(location), version, text)
    }

    /// Creates a document with its location, for a file that tools may also see by other paths, and with the language
    /// id from the editor.
    pub fn with_names(
        dialects: &Arc<Dialects>,
        path: &Arc<str>,
        names: &PathNames,
        language: Option<&str>,
        version: i32,
        text: Text,
    ) -> Self {
        let location = match language {
            Some(language) => dialects.locate_in_language(Some(path), language),
            None => dialects.locate(path),
        };
        let location = dialects.locate_names(location, names);
        Self::at_location(dialects, Some(path.clone()), Arc::new(location), version, text)
    }

    fn at_location(
        dialects: &Arc<Dialects>,
        path: Option<Arc<str>>,
        location: Arc<Location>,
        version: i32,
        text: Text,
    ) -> Self {
        let dialects = dialects.clone();
        let (syntax, detection) =
            recognised(Syntax::parse_as(&text, location.format()), &dialects, path.as_deref(), &location);
        let (body, front_summary, quiet) = (Body::default(), OnceLock::new(), CleanEntries::default());
        let judged = Judged::default();
        Self {
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
            judged,
        }
    }

    /// Returns the summary of the front matter and the path.
    pub fn front_summary(&self) -> &Arc<FrontMatterSummary> {
        self.front_summary.get_or_init(|| {
            let summary = |found: &Detection| {
                FrontMatterSummary::from_front_matter(
                    &found.document,
                    self.path.as_deref(),
                    &self.location,
                    self.front_matter(),
                )
            };
            Arc::new(self.detection.as_ref().map(summary).unwrap_or_default())
        })
    }

    /// Returns the entries of the front matter that need not be checked again.
    pub(crate) fn quiet(&self) -> &CleanEntries {
        &self.quiet
    }

    /// Returns the sections of the body, with the summary of each.
    pub fn sections(&self) -> &Sections {
        self.body.sections(&self.text, self.syntax.body_start())
    }

    /// Reuses the sections of a document with the same text.
    pub fn take_sections(&self, sections: &Sections) {
        self.body.take(sections);
    }

    /// Whether the document is too large to analyse on the message thread.
    pub fn is_heavy(&self) -> bool {
        self.text.len() > HEAVY || self.syntax.body_start() > HEAVY_HEAD
    }

    /// Whether the front matter is small enough to analyse on the message thread, whatever the length of the body.
    pub fn has_light_head(&self) -> bool {
        self.syntax.body_start() <= HEAVY_HEAD && self.has_end_of_head() && !self.may_suppress()
    }

    /// Whether its summary is not computed yet and too expensive to compute on the message thread.
    pub fn summary_pending(&self) -> bool {
        self.is_heavy() && !(self.body.is_read() && self.front_summary.get().is_some())
    }

    /// Reparses what an edit of a heavy document touched, if that is little.
    pub fn read_touched(&self) {
        if self.is_heavy() && self.has_light_head() {
            self.front_summary();
            self.body.read_within(&self.text, self.syntax.body_start(), AT_ONCE);
        }
    }

    /// Returns the front matter, if there is one and the tool reads any in this kind of file.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        let none = |found: &Detection| found.document.front_matter == Presence::None;
        self.syntax.front_matter().filter(|_| !self.detection.as_ref().is_some_and(none))
    }

    /// Applies changes, one after the other, and returns the new document.
    pub fn changed(&self, version: i32, changes: &[Change<'_>], encoding: Encoding) -> Self {
        let mut next = NextVersion::from_previous(self);
        for change in changes {
            let range = change.range.map(|range| next.text.offsets(range, encoding));
            let range = range.unwrap_or(0..next.text.len());
            next.replace(range, change.text);
        }
        next.finish(version)
    }

    /// Like `changed`, but reparses everything.
    pub fn changed_afresh(&self, version: i32, changes: &[Change<'_>], encoding: Encoding) -> Self {
        let mut text = self.text.clone();
        for change in changes {
            let range = change.range.map(|range| text.offsets(range, encoding));
            text.replace(range.unwrap_or(0..text.len()), change.text);
        }
        Self::at_location(&self.dialects, self.path.clone(), self.location.clone(), version, text)
    }

    /// Returns the document with another text.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        Self::at_location(&self.dialects, self.path.clone(), self.location.clone(), self.version, text.into())
    }

    /// Applies replacements, which are in text order and do not overlap.
    pub(crate) fn replaced<'a>(
        &self,
        edits: impl DoubleEndedIterator<Item = (Range<usize>, &'a str)>,
    ) -> Self {
        let mut next = NextVersion::from_previous(self);
        for (range, new) in edits.rev() {
            next.replace(range, new);
        }
        next.finish(self.version)
    }

    /// Whether the front matter is shared with another version, so that everything that depends on it alone is the
    /// same.
    pub fn has_front_matter_of(&self, other: &Self) -> bool {
        self.syntax.has_head_of(&other.syntax)
    }

    /// Whether the text may contain suppressions, so that its diagnostics also depend on those.
    pub fn may_suppress(&self) -> bool {
        !self.syntax.marks().is_empty()
    }

    /// Whether every tool reads the document like another version: the front matter is shared, the start of the body is
    /// the same to tools, and no size limit lies between the lengths. `false` if the body may contain suppressions.
    pub fn is_read_like(&self, other: &Self) -> bool {
        let sizes = |document: &Self| Size::ALL.map(|size| size.is_exceeded_by(document.text.len()));
        let silent = |document: &Self| {
            document.syntax.marks().last().is_none_or(|mark| *mark < document.syntax.body_start())
        };
        self.has_front_matter_of(other)
            && [self, other].into_iter().all(|document| silent(document) && document.has_end_of_head())
            && sizes(self) == sizes(other)
            && self.start_of_body() == other.start_of_body()
            && (self.syntax.front_matter().is_some() || self.has_first_line_of(other))
    }

    /// Whether the first line, which tools look at if there is no front matter, is the same as in another version.
    /// `false` for a line too long to compare.
    fn has_first_line_of(&self, other: &Self) -> bool {
        const LONGEST: usize = 4 * 1024;
        let first = |document: &Self| {
            let line = document.text.line_range(0);
            (line.len() <= LONGEST).then(|| document.text.slice(line).into_owned())
        };
        first(self).is_some_and(|line| first(other).as_ref() == Some(&line))
    }

    /// Whether the end of the front matter is known. If it is not closed, it may continue in the body.
    fn has_end_of_head(&self) -> bool {
        self.syntax.front_matter().is_some_and(|front| front.close.is_some())
            || !self.text.slice(0..8).contains("---")
    }

    /// Returns what tools require of a body: its number of UTF-16 code units, up to `SHORTEST_BODY`, and whether it
    /// ends within the bytes that loaders see.
    fn start_of_body(&self) -> (usize, bool) {
        let start = self.syntax.body_start();
        let said = |length| {
            let text = self.text.slice(start..start + length);
            text.trim().encode_utf16().take(SHORTEST_BODY).count()
        };
        // Nearly every body has enough text in its first bytes.
        match said(BEHIND_HEAD / 64) {
            SHORTEST_BODY => (SHORTEST_BODY, true),
            _ => (said(BEHIND_HEAD), self.text.len() <= start + BEHIND_HEAD),
        }
    }

    /// Returns the document as loaders see it: a file at its path.
    pub(crate) fn as_file(&self) -> File<'_> {
        let front = self.syntax.front_matter();
        let end =
            front.filter(|front| front.close.is_some()).map_or(LONGEST_HEAD, |front| front.end + BEHIND_HEAD);
        let path = self.path.as_deref().unwrap_or_default();
        File::new(path, self.text.slice(0..end), self.text.len(), front)
    }

    /// Whether it looks like an agent or a skill, with a name and a description in its front matter, but is for no
    /// tool.
    pub fn is_unplaced(&self) -> bool {
        let root = || self.syntax.front_matter()?.yaml.root.as_ref();
        let has = |key: &str| root().is_some_and(|root| root.entry(key).is_some());
        self.detection.is_none() && has("name") && has("description")
    }
}

#[cfg(test)]
mod tests;
