//! A file as input of the loaders, with the ranges of its keys and values.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::block::bom;
use super::shape::{Shape, misfit};
use super::value::{Map, Value};
use super::yaml::{ParseError, YamlLibrary, load, tree, unreadable_char};
use super::{Part, Verdict};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node};

/// A size limit of tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// 1,000,000 bytes.
    Megabyte,
    /// 1,048,576 bytes.
    Mebibyte,
}

impl Size {
    /// All limits of any tool: for size checks, files are equivalent if no limit lies between their lengths.
    pub(crate) const ALL: [Self; 2] = [Self::Megabyte, Self::Mebibyte];

    /// Whether a file of `length` bytes is larger.
    pub(crate) fn is_exceeded_by(self, length: usize) -> bool {
        length
            > match self {
                Self::Megabyte => 1_000_000,
                Self::Mebibyte => 1_048_576,
            }
    }
}

/// A file as input of the loaders.
#[derive(Debug)]
pub struct File<'a> {
    /// Path with `/` as separator; empty for a document without a file.
    pub(crate) path: &'a str,
    text: Cow<'a, str>,
    /// Length of the whole text, in bytes.
    length: usize,
    /// The front matter as the tolerant parser reads it, for ranges.
    pub(crate) front: Option<&'a FrontMatter>,
    /// The value of the front matter, if every library parses it to the same one.
    alike: OnceCell<Option<Value>>,
}

impl<'a> File<'a> {
    /// Creates a file from its path with `/` as separator, empty for a document without a file. `text` is its start:
    /// all of `length` bytes, or enough to contain the end of the front matter, if it ends.
    pub(crate) fn new(
        path: &'a str,
        text: Cow<'a, str>,
        length: usize,
        front: Option<&'a FrontMatter>,
    ) -> Self {
        Self { path, text, length, front, alike: OnceCell::new() }
    }

    /// Returns the text, or its start.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether [`text`](Self::text) is the whole text.
    pub(crate) fn is_whole(&self) -> bool {
        self.text().len() == self.length
    }

    /// Parses a part of the file as a library does. Reuses the tolerant tree where no library would parse it
    /// differently.
    pub(crate) fn load(&self, text: &str, library: &YamlLibrary) -> Result<Value, ParseError> {
        self.load_by(load, text, library)
    }

    /// Like [`Self::load`], for a library that changes what its parser reads.
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

    /// Like [`Self::load`] for a library made of libyaml, for text that starts at an offset; drops a file that it refuses.
    pub(crate) fn load_by_libyaml(
        &self,
        text: &str,
        start: usize,
        library: &YamlLibrary,
    ) -> Result<Value, Verdict> {
        if let Some((at, char)) = unreadable_char(text) {
            let cause = Some(start + at..start + at + char.len_utf8());
            return Err(Verdict::dropped(Part::Yaml, cause, "a control character in the YAML"));
        }
        self.load(text, library).map_err(|refusal| self.refused(&refusal, start, refusal.reason()))
    }

    /// Returns the verdict that the file is dropped because a library refuses the YAML that starts at an offset.
    pub(crate) fn refused(&self, refusal: &ParseError, start: usize, reason: &str) -> Verdict {
        Verdict::dropped(Part::Yaml, self.error_range(refusal, start), reason)
    }

    /// Drops a file in which a key has a value of another shape.
    pub(crate) fn check_shapes(&self, map: &Map, keys: &[(&str, Shape)]) -> Result<(), Verdict> {
        let Some((key, why)) = misfit(map, keys) else { return Ok(()) };
        let cause = self.value_range(&[key]).or_else(|| self.opening());
        Err(Verdict::dropped(Part::Field, cause, why))
    }

    /// Returns the file name, with its extension.
    pub(crate) fn file_name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Drops a file that exceeds a tool's size limit.
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

    /// Returns the name of the folder that contains the file.
    pub(crate) fn folder(&self) -> &'a str {
        self.path.rsplit('/').nth(1).unwrap_or_default()
    }

    /// Returns the first line, without its line break.
    pub(crate) fn first_line(&self) -> Range<usize> {
        0..self.text().find(['\n', '\r']).unwrap_or(self.text().len())
    }

    /// Returns the opening dashes, or the first line if there are none: the range for missing things.
    pub(crate) fn opening(&self) -> Option<Range<usize>> {
        let open = self.front.map(|front| front.open.clone()).filter(|open| !open.is_empty());
        Some(open.unwrap_or_else(|| self.first_line()))
    }

    /// Returns the dashes at an offset, where a tool ends the front matter, if that is above the intended closing line.
    pub(crate) fn cut(&self, end: usize) -> Option<Range<usize>> {
        let meant = self.front?.close.as_ref()?;
        (end < meant.start).then(|| end..end + "---".len())
    }

    /// Like [`Self::cut`], for the first dashes after the end of the content.
    pub(crate) fn cut_after(&self, content: usize) -> Option<Range<usize>> {
        self.cut(content + self.text().get(content..)?.find("---")?)
    }

    /// Returns the range of a key, top-level or nested, by the keys on the path to it.
    pub(crate) fn key_range(&self, path: &[&str]) -> Option<Range<usize>> {
        Some(self.find_entry(path)?.key.span.clone())
    }

    /// Returns the range of such a key's value; of the key itself if the value is missing.
    pub(crate) fn value_range(&self, path: &[&str]) -> Option<Range<usize>> {
        self.find_entry(path).map(|entry| entry.value_range().clone())
    }

    /// Returns the value of such a key as the tolerant parser reads it.
    pub(crate) fn node(&self, path: &[&str]) -> Option<&'a Node> {
        self.find_entry(path).map(|entry| &entry.value)
    }

    fn find_entry(&self, path: &[&str]) -> Option<&'a Entry> {
        let (first, rest) = path.split_first()?;
        let root = self.front?.yaml.root.as_ref()?.entry(first)?;
        rest.iter().try_fold(root, |entry, name| entry.value.entry(name))
    }

    /// Returns the range of a parse error: the first syntax error of the tolerant parser, which points at what to
    /// change, or else where the library stopped. `start` is the offset of the parsed text.
    pub(crate) fn error_range(&self, refusal: &ParseError, start: usize) -> Option<Range<usize>> {
        if let Some(fault) = self.front.and_then(|front| front.yaml.faults.first()) {
            return Some(fault.range.clone());
        }
        let at = (start + refusal.offset).min(self.text().len());
        let rest = self.text().get(at..)?;
        Some(at..at + rest.find(char::is_whitespace).unwrap_or(rest.len()))
    }
}
