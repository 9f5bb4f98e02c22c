//! Errors in settings, with their ranges.

use std::ops::Range;
use std::path::PathBuf;

/// The code of every diagnostic about settings.
pub const CODE: &str = "invalid-setting";

/// The URL of the documentation of settings.
pub const ADDRESS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/server/docs/settings.md");

/// An invalid part of the settings. It is ignored; the other settings still apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// Its range, in bytes of the text; empty at the start for settings without a text.
    pub range: Range<usize>,
    /// The path of its keys, as in `overrides[0].rules`; empty for an error of the text as a whole.
    pub path: String,
    /// What is wrong and how to correct it, in self-contained sentences.
    pub message: String,
}

/// Maximum number of errors reported for a file: beyond that, it is easier to rewrite it.
pub(super) const MOST: usize = 100;

/// Number of bytes kept at each end of a message that is longer than twice that: a parser's message may contain
/// arbitrary input.
const LONGEST_END: usize = 800;

impl SettingsError {
    /// Creates an error and truncates its message.
    pub(super) fn new(range: Range<usize>, path: String, message: String) -> Self {
        Self { range, path, message: without_middle(message) }
    }
}

fn without_middle(message: String) -> String {
    if message.len() <= 2 * LONGEST_END {
        return message;
    }
    let (start, _) = message.split_at(message.floor_char_boundary(LONGEST_END));
    let (_, end) = message.split_at(message.ceil_char_boundary(message.len() - LONGEST_END));
    format!("{start}…{end}")
}

/// Returns the errors to report, in the order of the text.
pub(super) fn told(mut problems: Vec<SettingsError>) -> Vec<SettingsError> {
    problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
    if problems.len() > MOST {
        problems.truncate(MOST);
        if let Some(last) = problems.last_mut() {
            last.message += " More problems follow, which are not shown.";
        }
    }
    problems
}

/// The errors of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The path of the file.
    pub path: PathBuf,
    /// Its text; empty if it cannot be read.
    pub text: String,
    /// The errors, in the order of the text.
    pub problems: Vec<SettingsError>,
}
