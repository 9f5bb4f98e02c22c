//! Characters that hide text: those that nothing shows, and that no script or emoji needs where they stand.
//!
//! The characters are those of rustc's `text_direction_codepoint_in_comment`, of VS Code's `unicodeHighlight`, and of
//! Unicode Technical Report 36; what scripts need them for is in The Unicode Standard, chapter 23.

use std::ops::Range;

use memchr::{memchr2, memrchr2};

/// What a run of hidden characters does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unseen {
    /// Tag characters or series of variation selectors, which encode a text.
    Message,
    /// Bidirectional controls, which change the order in which a line is shown.
    Direction,
    /// Characters without width.
    NoWidth,
}

/// First character of the scripts that may need characters without width; everything below is Latin, Greek, Cyrillic
/// or Armenian.
const OTHER_SCRIPTS: char = '\u{590}';

/// The base of flags that are spelled in tag characters.
const BLACK_FLAG: char = '\u{1f3f4}';

/// Maximum number of tags of such a flag, with the one that ends it.
const LONGEST_FLAG: usize = 8;

impl Unseen {
    /// Returns what hidden characters do, by the worst of them.
    pub(crate) fn of_run(run: &str) -> Self {
        let selectors = run.chars().filter(|c| is_selector(*c)).count();
        if run.contains(is_tag) || selectors > 0 {
            Self::Message
        } else if run.contains(is_direction) {
            Self::Direction
        } else {
            Self::NoWidth
        }
    }
}

/// Returns the runs of hidden characters of a text, in bytes, in text order.
pub(crate) fn unseen_runs(text: &str) -> Vec<Range<usize>> {
    let (bytes, mut runs, mut at) = (text.as_bytes(), Vec::new(), 0);
    // Most lines are ASCII, which is seen without looking at each character.
    while let Some(found) = bytes.get(at..).and_then(first_other).map(|found| at + found) {
        let (before, behind) = bytes.split_at(found);
        let start = memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
        at = memchr2(b'\n', b'\r', behind).map_or(text.len(), |end| found + end + 1);
        let line = text.get(start..at).unwrap_or_default();
        if line.contains(is_candidate) {
            of_line(line, start, &mut runs);
        }
    }
    runs
}

/// Returns the offset of the first byte that is not ASCII.
fn first_other(bytes: &[u8]) -> Option<usize> {
    const MANY: usize = 64;
    let (at, chunk) = (0..).step_by(MANY).zip(bytes.chunks(MANY)).find(|(_, chunk)| !chunk.is_ascii())?;
    chunk.iter().position(|byte| !byte.is_ascii()).map(|found| at + found)
}

/// Returns the ASCII text or the bytes that a run of tags or variation selectors spells, if that is text.
pub(crate) fn spelled(run: &str) -> Option<String> {
    let byte = |c: char| {
        let code = u32::from(c);
        let byte = match c {
            '\u{e0020}'..='\u{e007e}' => code - 0xe0000,
            '\u{fe00}'..='\u{fe0f}' => code - 0xfe00,
            '\u{e0100}'..='\u{e01ef}' => code - 0xe0100 + 16,
            _ => return None,
        };
        u8::try_from(byte).ok()
    };
    let text = String::from_utf8(run.chars().filter_map(byte).collect()).ok()?;
    (!text.trim().is_empty()).then_some(text)
}

fn of_line(line: &str, base: usize, runs: &mut Vec<Range<usize>>) {
    let right_to_left = line.contains(is_right_to_left);
    let (mut rest, mut before) = (0, None);
    while let Some(found) = line.get(rest..).and_then(|text| text.find(is_candidate)) {
        let start = rest + found;
        let tail = line.get(start..).unwrap_or_default();
        let run = tail.get(..tail.find(|c| !is_candidate(c)).unwrap_or(tail.len())).unwrap_or_default();
        before = line.get(rest..start).and_then(|text| text.chars().next_back()).or(before);
        rest = start + run.len();
        let after = line.get(rest..).and_then(|text| text.chars().next());
        let around = Surroundings { before, after, right_to_left, flag: is_flag(before, run) };
        let mut last = None;
        for (at, c) in run.char_indices() {
            if !around.need(c, last) {
                let (from, end) = (base + start + at, base + start + at + c.len_utf8());
                match runs.last_mut().filter(|run| run.end == from) {
                    Some(run) => run.end = end,
                    None => runs.push(from..end),
                }
            }
            last = Some(c);
        }
    }
}

/// What stands around a run of characters that may hide text.
struct Surroundings {
    before: Option<char>,
    after: Option<char>,
    /// Whether the line has a letter that is written from right to left.
    right_to_left: bool,
    /// Whether the run is the rest of a flag.
    flag: bool,
}

impl Surroundings {
    /// Whether the text needs a character that follows `last` in the run.
    fn need(&self, c: char, last: Option<char>) -> bool {
        let any = |of: fn(char) -> bool| self.before.is_some_and(of) || self.after.is_some_and(of);
        match c {
            '\u{202d}' | '\u{202e}' | '\u{feff}' => false,
            '\u{200c}' | '\u{200d}' => any(|c| c >= OTHER_SCRIPTS),
            _ if is_selector(c) => !last.is_some_and(is_selector),
            _ if is_tag(c) => self.flag,
            _ if is_direction(c) => self.right_to_left,
            _ => any(|c| c >= OTHER_SCRIPTS && c.is_alphabetic()),
        }
    }
}

fn is_flag(before: Option<char>, run: &str) -> bool {
    before == Some(BLACK_FLAG) && run.ends_with('\u{e007f}') && run.chars().count() <= LONGEST_FLAG
}

fn is_candidate(c: char) -> bool {
    !c.is_ascii() && (is_direction(c) || is_without_width(c) || is_selector(c) || is_tag(c))
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_without_width(c: char) -> bool {
    matches!(c, '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

fn is_right_to_left(c: char) -> bool {
    let scripts = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    scripts && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hidden(text: &str) -> Vec<(usize, Unseen)> {
        unseen_runs(text).into_iter().map(|run| (run.start, Unseen::of_run(&text[run]))).collect()
    }

    #[test]
    fn what_hides_text() {
        for (text, found) in [
            ("a\u{200b}b", Unseen::NoWidth),
            ("a\u{200d}b", Unseen::NoWidth),
            ("a\u{feff}b", Unseen::NoWidth),
            ("a\u{2060}\u{2063}b", Unseen::NoWidth),
            ("a\u{202e}b", Unseen::Direction),
            ("a\u{2066}b\u{200b}", Unseen::Direction),
            ("a\u{e0041}\u{e0042}", Unseen::Message),
        ] {
            assert_eq!(hidden(text).first(), Some(&(1, found)), "{text:?}");
        }
        // An override reorders even a line that is written from right to left.
        assert_eq!(hidden("\u{5d0}\u{202e}a"), [(2, Unseen::Direction)]);
        // The first selector chooses how the emoji looks, and the others carry something.
        let text = "😀\u{fe0f}\u{e0158}\u{e0159}x";
        assert_eq!(unseen_runs(text).first(), Some(&(7..15)));
        assert_eq!(spelled("\u{e0041}\u{e0042}").as_deref(), Some("AB"));
        assert_eq!(spelled("\u{e0158}\u{e0159}").as_deref(), Some("hi"));
        assert_eq!(spelled("\u{200b}"), None);
    }

    #[test]
    fn what_scripts_and_emoji_need() {
        for text in [
            "plain ü 漢",
            "نیم\u{200c}فاصله",
            "क्\u{200d}ष",
            "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "葛\u{e0100}",
            "ภาษา\u{200b}ไทย",
            "\u{5d0}\u{200f} (C++)\u{200e}",
            "\u{2067}\u{5d0}\u{2069}",
            "Bei\u{ad}spiel",
        ] {
            assert!(unseen_runs(text).is_empty(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn runs_are_of_hidden_characters_alone(text in "([a אק漢😀\n\u{200b}\u{200d}\u{202e}\u{fe0f}\u{e0041}\u{e007f}]){0,20}") {
            let runs = unseen_runs(&text);
            prop_assert!(runs.windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert!(runs.iter().all(|run| !run.is_empty() && text[run.clone()].chars().all(is_candidate)));
            let mut shown = text.clone();
            runs.iter().rev().for_each(|run| shown.replace_range(run.clone(), ""));
            let overridden = shown.contains('\u{202e}');
            prop_assert!(!overridden);
        }
    }
}
