//! A stretch of text of one sort: the words of it at which a form of call may begin.

use std::ops::Range;

use super::name::{self, Form, Kind, Reference};
use super::words::{before, words};
use super::{calls, prose, shell};

/// Calls that were read add up to no more than this many times the text.
const ALLOWANCE: usize = 8;

/// What sort of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Prose, with inline code that is scanned for itself.
    Prose,
    /// A block of code.
    Block,
    /// Inline code.
    Inline,
    /// A shell script.
    Script,
}

/// A stretch of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    /// Where it starts in the document.
    pub(super) base: usize,
    pub(super) mode: Mode,
    /// Inline code in it, in bytes of the document.
    pub(super) codes: &'a [Range<usize>],
}

/// A name that was found, in bytes of the unit.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) form: Form,
    pub(super) range: Range<usize>,
    pub(super) prose: bool,
}

impl Found {
    pub(super) fn new(kind: Kind, form: Form, range: Range<usize>) -> Self {
        Self { kind, form, range, prose: false }
    }
}

impl Unit<'_> {
    /// Adds the references of the stretch.
    pub(super) fn scan(&self, references: &mut Vec<Reference>) {
        let mut allowance = self.text.len().saturating_mul(ALLOWANCE);
        let mut codes = self.codes.iter().peekable();
        for word in words(self.text) {
            let at = self.base + word.start;
            while codes.next_if(|code| code.end <= at).is_some() {}
            if codes.peek().is_some_and(|code| code.start <= at) {
                continue;
            }
            let found = calls::at(self, &word, &mut allowance)
                .or_else(|| shell::at(self, &word))
                .or_else(|| prose::at(self, &word))
                .or_else(|| self.slash(word.start));
            references.extend(found.and_then(|found| self.reference(&found)));
        }
    }

    /// Whether the text is code.
    pub(super) fn is_code(&self) -> bool {
        self.mode != Mode::Prose
    }

    fn reference(&self, found: &Found) -> Option<Reference> {
        let name = self.text.get(found.range.clone()).filter(|text| name::is_name(text))?;
        let span = (self.base + found.range.start..self.base + found.range.end).into();
        let Found { kind, form, prose, .. } = *found;
        Some(Reference { kind, name: name.into(), span, form, prose, renamable: true })
    }

    /// `/x` at the start of inline code, or of a line of a block. It may be a path, unless it has a namespace.
    fn slash(&self, at: usize) -> Option<Found> {
        if before(self.text, at) != Some(b'/') {
            return None;
        }
        let head = self.text.get(..at - 1)?;
        let first = match self.mode {
            Mode::Inline => head.is_empty(),
            Mode::Block => {
                let line = head.trim_end_matches([' ', '\t']);
                line.is_empty() || line.ends_with(['\n', '\r'])
            }
            Mode::Prose | Mode::Script => false,
        };
        let rest = self.text.get(at..).filter(|_| first)?;
        let length = rest.bytes().take_while(|byte| name::is_name_byte(*byte)).count();
        let name = rest.get(..length).filter(|name| !name.contains(['/', '.']))?;
        let ends = rest.get(length..)?.chars().next().is_none_or(char::is_whitespace);
        let range = at..at + length;
        ends.then(|| Found { prose: !name.contains(':'), ..Found::new(Kind::Command, Form::Slash, range) })
    }
}
