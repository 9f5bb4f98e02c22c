//! A file as loaders see it, and where in it something stands.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::block::bom;
use super::value::Value;
use super::yaml::{ParseError, YamlLibrary, load, tree};
use super::{Part, Verdict};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node};

/// A size that tools set as a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// 1,000,000 bytes.
    Megabyte,
    /// 1,048,576 bytes.
    Mebibyte,
}

impl Size {
    /// All that any tool sets: files of which none lies between their lengths are read alike, as far as that goes.
    pub(crate) const ALL: [Self; 2] = [Self::Megabyte, Self::Mebibyte];

    /// Whether a file of so many bytes is larger.
    pub(crate) fn is_exceeded_by(self, length: usize) -> bool {
        length
            > match self {
                Self::Megabyte => 1_000_000,
                Self::Mebibyte => 1_048_576,
            }
    }
}

/// A file as loaders see it.
#[derive(Debug)]
pub struct File<'a> {
    /// The path with `/` between its parts; empty for a document that is in no file.
    pub(crate) path: &'a str,
    text: Cow<'a, str>,
    /// The length of the whole text, in bytes.
    length: usize,
    /// The front matter as the tolerant parser reads it, for the places of things.
    pub(crate) front: Option<&'a FrontMatter>,
    /// What every library makes of the front matter, where they all make the same of it.
    alike: OnceCell<Option<Value>>,
}

impl<'a> File<'a> {
    /// A file at a path with `/` between its parts, which is empty for a document that is in no file. The text is that
    /// from its start on: all of `length` bytes, or so much that the front matter ends in it if it ends at all.
    pub(crate) fn new(
        path: &'a str,
        text: Cow<'a, str>,
        length: usize,
        front: Option<&'a FrontMatter>,
    ) -> Self {
        Self { path, text, length, front, alike: OnceCell::new() }
    }

    /// The text from its start on.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether [`text`](Self::text) is the whole text.
    pub(crate) fn is_whole(&self) -> bool {
        self.text().len() == self.length
    }

    /// What a library makes of a part of the file. What the tolerant parser has read of it already is taken where no
    /// library would read anything else.
    pub(crate) fn load(&self, text: &str, library: &YamlLibrary) -> Result<Value, ParseError> {
        self.load_by(load, text, library)
    }

    /// The same for a library that does something of its own with what its parser reads.
    pub(crate) fn load_by(
        &self,
        load: fn(&str, &YamlLibrary) -> Result<Value, ParseError>,
        text: &str,
        library: &YamlLibrary,
    ) -> Result<Value, ParseError> {
        let Some(value) =
            self.front.and_then(|front| tree::front_matter_value(front, text, library, &self.alike))
        else {
            return load(text, library);
        };
        debug_assert_eq!(
            format!("{:?}", Ok::<_, ParseError>(&value)),
            format!("{:?}", load(text, library)),
            "{library:?} reads otherwise:\n{text}"
        );
        Ok(value)
    }

    /// The name, with its extension.
    pub(crate) fn file_name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Drops a file that is larger than a tool reads.
    pub(crate) fn check_size(&self, size: Size) -> Result<(), Verdict> {
        if !size.is_exceeded_by(self.length) {
            return Ok(());
        }
        let (reason, detail) = match size {
            Size::Megabyte => ("the file is larger than 1 MB", "The limit is 1,000,000 bytes."),
            Size::Mebibyte => ("the file is larger than 1 MiB", "The limit is 1,048,576 bytes."),
        };
        Err(Verdict::dropped(Part::File, None, reason).detail(detail))
    }

    /// Drops a file whose name does not end in `.md`.
    pub(crate) fn check_extension(&self) -> Result<(), Verdict> {
        if self.path.is_empty() || self.path.ends_with(".md") {
            return Ok(());
        }
        Err(Verdict::dropped(Part::File, None, "the file name does not end in `.md`"))
    }

    /// Drops a hidden file.
    pub(crate) fn check_visible(&self) -> Result<(), Verdict> {
        if self.file_name().starts_with('.') {
            let verdict = Verdict::dropped(Part::File, None, "the file is hidden");
            return Err(verdict.detail("Its name starts with a dot."));
        }
        Ok(())
    }

    /// Drops a file that starts with a byte-order mark.
    pub(crate) fn check_no_bom(&self) -> Result<(), Verdict> {
        match bom(self.text()) {
            0 => Ok(()),
            length => {
                let verdict =
                    Verdict::dropped(Part::Delimiters, Some(0..length), "a byte-order mark before `---`");
                Err(verdict.detail("Save the file as UTF-8 without a byte-order mark."))
            }
        }
    }

    /// The name of the folder that the file lies in.
    pub(crate) fn folder(&self) -> &'a str {
        self.path.rsplit('/').nth(1).unwrap_or_default()
    }

    /// The first line, up to its line break.
    pub(crate) fn first_line(&self) -> Range<usize> {
        0..self.text().find(['\n', '\r']).unwrap_or(self.text().len())
    }

    /// The opening dashes, or the first line where there are none: the place of what is missing.
    pub(crate) fn opening(&self) -> Option<Range<usize>> {
        let open = self.front.map(|front| front.open.clone()).filter(|open| !open.is_empty());
        Some(open.unwrap_or_else(|| self.first_line()))
    }

    /// The dashes at an offset, where a tool ends the front matter, if that is before the line of dashes that is meant
    /// to end it.
    pub(crate) fn cut(&self, end: usize) -> Option<Range<usize>> {
        let meant = self.front?.close.as_ref()?;
        (end < meant.start).then(|| end..end + "---".len())
    }

    /// The place of a key of the outermost mapping, or of a nested one: the names on the way to it.
    pub(crate) fn key_range(&self, path: &[&str]) -> Option<Range<usize>> {
        Some(self.find_entry(path)?.key.span.clone())
    }

    /// The place of the value of such a key; of the key itself where the value is missing.
    pub(crate) fn value_range(&self, path: &[&str]) -> Option<Range<usize>> {
        self.find_entry(path).map(|entry| entry.value_range().clone())
    }

    /// The value of such a key as the tolerant parser reads it.
    pub(crate) fn node(&self, path: &[&str]) -> Option<&'a Node> {
        self.find_entry(path).map(|entry| &entry.value)
    }

    fn find_entry(&self, path: &[&str]) -> Option<&'a Entry> {
        let (first, rest) = path.split_first()?;
        let root = self.front?.yaml.root.as_ref()?.entry(first)?;
        rest.iter().try_fold(root, |entry, name| entry.value.entry(name))
    }

    /// The place of what a YAML library refuses: the first fault that the tolerant parser found, which points at what
    /// the author has to change, or else where the library stopped. `start` is where the refused text begins.
    pub(crate) fn error_range(&self, refusal: &ParseError, start: usize) -> Option<Range<usize>> {
        if let Some(fault) = self.front.and_then(|front| front.yaml.faults.first()) {
            return Some(fault.range.clone());
        }
        let at = (start + refusal.offset).min(self.text().len());
        let rest = self.text().get(at..)?;
        Some(at..at + rest.find(char::is_whitespace).unwrap_or(rest.len()))
    }
}
