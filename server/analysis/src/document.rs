//! A document: one version of a text with its structure and its kind. An immutable value; an edit makes a new one.

mod judged;
mod quiet;
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

/// How much of a text loaders see when its front matter has no end, in bytes: more than any tool reads as one file.
const LONGEST_HEAD: usize = 1_100_000;

/// How much of the body loaders see behind the front matter, in bytes.
const BEHIND_HEAD: usize = 4 * 1024;

/// No tool asks for a longer body than so many UTF-16 code units.
const SHORTEST_BODY: usize = 10;

/// A document of more bytes takes longer to be looked at than others should wait for.
const HEAVY: usize = 128 * 1024;

/// The same for the bytes of its front matter.
const HEAVY_HEAD: usize = 8 * 1024;

/// Where a body that takes long to read was edited, so many bytes around that are read at once.
const AT_ONCE: usize = 16 * 1024;

/// One version of a document.
#[derive(Debug)]
pub struct Document {
    /// The path of its file with `/` between the parts, or none if it is in no file.
    pub path: Option<Arc<str>>,
    /// What is known of tools where it lies.
    pub dialects: Arc<Dialects>,
    /// Which tools read that path.
    pub location: Arc<Location>,
    /// The version number that the client gave.
    pub version: i32,
    /// The text.
    pub text: Text,
    /// The structure of the text.
    pub syntax: Syntax,
    /// What kind of document it is, or none if it is not for an agent tool.
    pub detection: Option<Detection>,
    body: Body,
    front_summary: OnceLock<Arc<FrontMatterSummary>>,
    quiet: CleanEntries,
    judged: Judged,
}

/// The structure of a document with its kind. What is not the YAML that was meant is read with the keys of the kind.
fn recognised(
    syntax: Syntax,
    dialects: &Dialects,
    path: Option<&str>,
    location: &Location,
) -> (Syntax, Option<Detection>) {
    let Some(found) = detect(dialects, path, location, &syntax) else { return (syntax, None) };
    let syntax = syntax.read_again(&Keys::from_fields(&found.document.fields));
    // What was not read before may show another kind.
    let again = syntax.has_errors().then(|| detect(dialects, path, location, &syntax)).flatten();
    (syntax, Some(again.unwrap_or(found)))
}

/// A change as clients send it: some new text in place of a range, or in place of everything.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The replaced range, in the text as the changes before this one left it.
    pub range: Option<(Position, Position)>,
    /// What stands there now.
    pub text: &'a str,
}

impl Document {
    /// Reads a text for the first time, where nothing is known of tools but what this build knows.
    pub fn new(path: Option<Arc<str>>, version: i32, text: &str) -> Self {
        Self::with_dialects(Dialects::built_in(), path, version, text)
    }

    /// Reads a text for the first time.
    pub fn with_dialects(dialects: &Arc<Dialects>, path: Option<Arc<str>>, version: i32, text: &str) -> Self {
        let location = path.as_deref().map(|path| dialects.locate(path)).unwrap_or_default();
        Self::at_location(dialects, path, Arc::new(location), version, text.into())
    }

    /// Reads a text for the first time, to which an editor has given a language id.
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

    /// Reads a text for the first time, of a file that tools see by other paths too, and to which an editor may have given
    /// a language id.
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
        let (syntax, detection) = recognised(Syntax::parse(&text), &dialects, path.as_deref(), &location);
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

    /// What the front matter and the path tell other documents.
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

    /// The entries of the front matter that need no second look.
    pub(crate) fn quiet(&self) -> &CleanEntries {
        &self.quiet
    }

    /// The body in sections, with what each tells other documents.
    pub fn sections(&self) -> &Sections {
        self.body.sections(&self.text, self.syntax.body_start())
    }

    /// Takes the sections that were read of a document with the same text.
    pub fn take_sections(&self, sections: &Sections) {
        self.body.take(sections);
    }

    /// Whether a look at the document takes so long that it belongs beside everything else.
    pub fn is_heavy(&self) -> bool {
        self.text.len() > HEAVY || self.syntax.body_start() > HEAVY_HEAD
    }

    /// Whether a look at the front matter takes no long, however long the body is.
    pub fn has_light_head(&self) -> bool {
        self.syntax.body_start() <= HEAVY_HEAD && self.has_end_of_head() && !self.may_suppress()
    }

    /// Whether what it tells other documents is still to be read, and that takes long.
    pub fn summary_pending(&self) -> bool {
        self.is_heavy() && !(self.body.is_read() && self.front_summary.get().is_some())
    }

    /// Reads at once what an edit has touched of a document that takes long to read, if that is little.
    pub fn read_touched(&self) {
        if self.is_heavy() && self.has_light_head() {
            self.front_summary();
            self.body.read_within(&self.text, self.syntax.body_start(), AT_ONCE);
        }
    }

    /// The front matter, if there is one and the tool reads any in such a document.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        let none = |found: &Detection| found.document.front_matter == Presence::None;
        self.syntax.front_matter().filter(|_| !self.detection.as_ref().is_some_and(none))
    }

    /// The document after some changes, applied one after the other.
    pub fn changed(&self, version: i32, changes: &[Change<'_>], encoding: Encoding) -> Self {
        let mut next = NextVersion::from_previous(self);
        for change in changes {
            let range = change.range.map(|range| next.text.offsets(range, encoding));
            let range = range.unwrap_or(0..next.text.len());
            next.replace(range, change.text);
        }
        next.finish(version)
    }

    /// The same, with nothing taken over from this version but the text.
    pub fn changed_afresh(&self, version: i32, changes: &[Change<'_>], encoding: Encoding) -> Self {
        let mut text = self.text.clone();
        for change in changes {
            let range = change.range.map(|range| text.offsets(range, encoding));
            text.replace(range.unwrap_or(0..text.len()), change.text);
        }
        Self::at_location(&self.dialects, self.path.clone(), self.location.clone(), version, text)
    }

    /// The document with another text.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        Self::at_location(&self.dialects, self.path.clone(), self.location.clone(), self.version, text.into())
    }

    /// The document after some replacements, given in the order of the text, none over another.
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

    /// Whether the front matter is the very same as in another version, left alone by every edit in between, so that
    /// all that depends on it alone is the same too.
    pub fn has_front_matter_of(&self, other: &Self) -> bool {
        self.syntax.has_head_of(&other.syntax)
    }

    /// Whether the text may suppress findings, so that those which are left depend on more than what they are about.
    pub fn may_suppress(&self) -> bool {
        !self.syntax.marks().is_empty()
    }

    /// Whether every tool does with the document what it does with another version: the front matter is the very same,
    /// as much of a body is there as tools want, and no limit of theirs lies between the lengths. A body that suppresses
    /// findings is read anew.
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

    /// Whether the first line is the same as in another version, as far as it is short enough to be compared: it is what
    /// tools look at where there is no front matter.
    fn has_first_line_of(&self, other: &Self) -> bool {
        const LONGEST: usize = 4 * 1024;
        let first = |document: &Self| {
            let line = document.text.line_range(0);
            (line.len() <= LONGEST).then(|| document.text.slice(line).into_owned())
        };
        first(self).is_some_and(|line| first(other).as_ref() == Some(&line))
    }

    /// Whether it is known where the front matter ends, if there is one. Without an end, it may go on in the body.
    fn has_end_of_head(&self) -> bool {
        self.syntax.front_matter().is_some_and(|front| front.close.is_some())
            || !self.text.slice(0..8).contains("---")
    }

    /// As much as tools ask of a body: how many characters it begins with, up to some, and whether it ends in what they
    /// are shown.
    fn start_of_body(&self) -> (usize, bool) {
        let start = self.syntax.body_start();
        let said = |length| {
            let text = self.text.slice(start..start + length);
            text.trim().encode_utf16().take(SHORTEST_BODY).count()
        };
        // Nearly every body says something at once.
        match said(BEHIND_HEAD / 64) {
            SHORTEST_BODY => (SHORTEST_BODY, true),
            _ => (said(BEHIND_HEAD), self.text.len() <= start + BEHIND_HEAD),
        }
    }

    /// The document as a file at its path, as tools see it.
    pub(crate) fn as_file(&self) -> File<'_> {
        let front = self.syntax.front_matter();
        let end =
            front.filter(|front| front.close.is_some()).map_or(LONGEST_HEAD, |front| front.end + BEHIND_HEAD);
        let path = self.path.as_deref().unwrap_or_default();
        File::new(path, self.text.slice(0..end), self.text.len(), front)
    }

    /// Whether it looks like an agent or a skill, by a name and a description in its front matter, and is for no tool.
    pub fn is_unplaced(&self) -> bool {
        let root = || self.syntax.front_matter()?.yaml.root.as_ref();
        let has = |key: &str| root().is_some_and(|root| root.entry(key).is_some());
        self.detection.is_none() && has("name") && has("description")
    }
}

#[cfg(test)]
mod tests;
