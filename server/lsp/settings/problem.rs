//! What is wrong in settings, and where.

use std::ops::Range;
use std::path::PathBuf;

/// The code of every diagnostic in settings.
pub const CODE: &str = "invalid-setting";

/// The web address of the page about settings.
pub const ADDRESS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/server/docs/settings.md");

/// Something that is wrong in settings. It is left out; what is beside it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in bytes of the text; empty at the start for settings that are no text.
    pub range: Range<usize>,
    /// The keys that lead there, as in `overrides[0].rules`; empty for what is wrong with a text as a whole.
    pub path: String,
    /// What is wrong and what is right, in sentences that stand alone.
    pub message: String,
}

/// What is wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty if it cannot be read.
    pub text: String,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}
