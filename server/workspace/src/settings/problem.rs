//! What is wrong in settings, and where.

use std::ops::Range;
use std::path::PathBuf;

/// The code of every diagnostic in settings.
pub const CODE: &str = "invalid-setting";

/// The web address of the page about settings.
pub const ADDRESS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/server/docs/settings.md");

/// Something that is wrong in settings. It is left out; what is beside it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// Where it stands, in bytes of the text; empty at the start for settings that are no text.
    pub range: Range<usize>,
    /// The keys that lead there, as in `overrides[0].rules`; empty for what is wrong with a text as a whole.
    pub path: String,
    /// What is wrong and what is right, in sentences that stand alone.
    pub message: String,
}

/// More problems of one file are not told: who reads them all would rather have the file written anew.
pub(super) const MOST: usize = 100;

/// Of a message that is longer than both together, so much is left at each end, in bytes: one that came from a parser may
/// hold whatever it has read.
const LONGEST_END: usize = 800;

impl SettingsError {
    /// A problem whose message is no longer than anyone reads.
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

/// The problems that are told, in the order of the text.
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

/// What is wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty if it cannot be read.
    pub text: String,
    /// What is wrong, in the order of the text.
    pub problems: Vec<SettingsError>,
}
