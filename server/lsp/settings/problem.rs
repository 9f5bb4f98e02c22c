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

/// More problems of one file are not told: who reads them all would rather have the file written anew.
pub(super) const MOST: usize = 100;

/// A quoted text that is longer is shortened, in characters.
const LONGEST_QUOTE: usize = 60;

/// Of a message that is longer all the same, since what it quotes holds backticks, so much is left at each end, in bytes.
const LONGEST_END: usize = 800;

impl Problem {
    /// A problem whose message quotes no more than anyone reads.
    pub(super) fn new(range: Range<usize>, path: String, message: String) -> Self {
        if message.len() <= LONGEST_QUOTE {
            return Self { range, path, message };
        }
        let mut parts = message.split('`');
        let mut short = parts.next().unwrap_or_default().to_owned();
        for (at, part) in parts.enumerate() {
            short.push('`');
            // Every second part stands between two backticks.
            match part.char_indices().nth(LONGEST_QUOTE).filter(|_| at % 2 == 0) {
                Some((end, _)) => short += &format!("{}…", part.get(..end).unwrap_or_default()),
                None => short += part,
            }
        }
        Self { range, path, message: without_middle(short) }
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
pub(super) fn told(mut problems: Vec<Problem>) -> Vec<Problem> {
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
    pub problems: Vec<Problem>,
}
