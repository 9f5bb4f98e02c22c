//! A piece of text of one type, and a name found in it.

use std::ops::Range;

use super::name::{CallForm, DefinitionKind};

/// The type of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Prose. Inline code in it is scanned separately.
    Prose,
    /// A code block.
    Block,
    /// Inline code.
    Inline,
    /// A shell script.
    Script,
}

/// A piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    /// Its offset in the document.
    pub(super) base: usize,
    pub(super) mode: Mode,
    /// Byte ranges of its inline code, in the document.
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
