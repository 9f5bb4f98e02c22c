//! A stretch of text of one sort, and a name that is found in it.

use std::ops::Range;

use super::name::{CallForm, DefinitionKind};

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
pub(super) struct FoundName {
    pub(super) kind: DefinitionKind,
    pub(super) form: CallForm,
    pub(super) range: Range<usize>,
    pub(super) prose: bool,
}

impl FoundName {
    pub(super) fn new(kind: DefinitionKind, form: CallForm, range: Range<usize>) -> Self {
        Self { kind, form, range, prose: false }
    }
}

impl Unit<'_> {
    /// Whether the text is code.
    pub(super) fn is_code(&self) -> bool {
        self.mode != Mode::Prose
    }
}
