//! Formats code spans in sentences: CommonMark 0.31, section 6.1 (<https://spec.commonmark.org/0.31.2/#code-spans>).
//!
//! Quoted text comes from untrusted files and may contain backticks. It is shown unchanged, as plain text and as
//! markdown.

use std::fmt::{self, Display, Formatter};

use crate::text::shortened;

/// Formats a text as a code span, with one backtick on each side if it contains none. An empty text, which cannot be a
/// code span, is shown as `""`.
pub fn code_span(text: impl AsRef<str>) -> impl Display {
    CodeSpan(text)
}

/// Formats a text as a code span, truncated to a number of characters, the last of which is then `…`.
pub fn code_start(text: &str, most: usize) -> impl Display + use<> {
    code_span(shortened(text, most))
}

/// Formats an excerpt of an arbitrary text as a code span in a message.
pub fn code_excerpt(text: &str) -> impl Display + use<> {
    const LONGEST: usize = 60;
    code_start(text, LONGEST)
}

/// Truncates a sentence to a number of characters, outside of code or inside with the code closed behind `…`.
pub(crate) fn shortened_sentence(sentence: &str, most: usize) -> String {
    /// Code of fewer characters says nothing.
    const LEAST: usize = 6;
    if sentence.chars().nth(most).is_none() {
        return sentence.to_owned();
    }
    let (mut rest, mut room) = (sentence, most);
    let mut kept = String::new();
    while let Some((words, code, behind)) = first_code(rest) {
        let whole = rest.get(..rest.len() - behind.len()).unwrap_or_default();
        let length = whole.chars().count();
        // The last character is `…`.
        if length >= room {
            let room = room.saturating_sub(words.chars().count() + "``".len());
            if room < LEAST || code.contains('`') {
                rest = words;
                break;
            }
            let room = room.min(code.chars().count() - 1);
            return kept + words + &code_start(code, room).to_string();
        }
        kept += whole;
        (rest, room) = (behind, room - length);
    }
    let start: String = rest.chars().take(room.saturating_sub(1)).collect();
    format!("{kept}{}…", start.trim_end())
}

/// Cuts the longest code in a sentence by a number of characters. `None` if too few would be left.
pub(crate) fn with_shorter_code(sentence: &str, excess: usize) -> Option<String> {
    /// Code of fewer characters does not tell which word it was.
    const LEAST: usize = 10;
    let mut longest: Option<(usize, &str, &str)> = None;
    let mut rest = sentence;
    while let Some((words, code, behind)) = first_code(rest) {
        let start = sentence.len() - rest.len() + words.len();
        if longest.is_none_or(|(_, longest, _)| longest.chars().count() < code.chars().count()) {
            longest = Some((start, code, behind));
        }
        rest = behind;
    }
    let (start, code, behind) = longest?;
    let left = code.chars().count().checked_sub(excess).filter(|left| *left >= LEAST)?;
    Some(format!("{}{}{behind}", sentence.get(..start)?, code_start(code, left)))
}

struct CodeSpan<T>(T);

impl<T: AsRef<str>> Display for CodeSpan<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = match self.0.as_ref() {
            "" => "\"\"",
            text => text,
        };
        // The shortest backtick string that does not occur in the text ends only at its end.
        let is_free = |length: &usize| runs(text).all(|(_, other)| other != *length);
        let length = (1..).find(is_free).unwrap_or(1);
        let needs_space = text.starts_with('`') || text.ends_with('`') || without_padding(text).is_some();
        let space = if needs_space { " " } else { "" };
        write!(f, "{:`<length$}{space}{text}{space}{:`<length$}", "", "")
    }
}

/// Splits a sentence into the words before its first code span, the code, and the words after it.
#[must_use]
pub fn first_code(words: &str) -> Option<(&str, &str, &str)> {
    let mut runs = runs(words);
    while let Some((open, length)) = runs.next() {
        let mut rest = runs.clone();
        // Unclosed backticks are literal.
        let Some((close, _)) = rest.find(|(_, other)| *other == length) else { continue };
        let code = words.get(open + length..close)?;
        let code = without_padding(code).unwrap_or(code);
        return Some((words.get(..open)?, code, words.get(close + length..)?));
    }
    None
}

/// Strips the padding of one space on both sides; `None` if there is none.
fn without_padding(code: &str) -> Option<&str> {
    let inner = code.strip_prefix(' ')?.strip_suffix(' ')?;
    inner.contains(|c| c != ' ').then_some(inner)
}

/// Returns the offset and length of each run of backticks.
fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> + Clone {
    let mut end = 0;
    std::iter::from_fn(move || {
        let rest = text.get(end..)?;
        let at = rest.find('`')?;
        let run = rest.get(at..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        let start = end + at;
        end = start + length;
        Some((start, length))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser};

    use super::*;

    #[test]
    fn a_text_is_quoted_with_as_much_as_it_takes() {
        for (text, written) in [
            ("a", "`a`"),
            ("a b ", "`a b `"),
            (" a ", "`  a  `"),
            (" ", "` `"),
            ("", "`\"\"`"),
            ("a`b", "``a`b``"),
            ("a` b", "``a` b``"),
            ("a``b", "`a``b`"),
            ("`", "`` ` ``"),
            ("`a``b", "``` `a``b ```"),
        ] {
            assert_eq!(code_span(text).to_string(), written, "{text:?}");
            assert_eq!(first_code(written), Some(("", if text.is_empty() { "\"\"" } else { text }, "")));
        }
    }

    #[test]
    fn the_longest_code_is_cut() {
        let sentence = "`name` is not `Confidence Check` here";
        for (excess, cut) in [
            (0, Some("`name` is not `Confidence Check` here")),
            (3, Some("`name` is not `Confidence C…` here")),
            (6, Some("`name` is not `Confidenc…` here")),
            (7, None),
        ] {
            assert_eq!(with_shorter_code(sentence, excess).as_deref(), cut, "{excess}");
        }
        assert_eq!(with_shorter_code("no code", 1), None);
    }

    #[test]
    fn code_is_found_in_a_sentence() {
        for (words, found) in [
            ("no code", None),
            ("one ` and ``", None),
            ("`` then `a`, `b`", Some(("`` then ", "a", ", `b`"))),
            ("a ``b ` c`` d", Some(("a ", "b ` c", " d"))),
            ("the `tool`s", Some(("the ", "tool", "s"))),
        ] {
            assert_eq!(first_code(words), found, "{words}");
        }
    }

    #[test]
    fn a_sentence_is_cut_with_its_code_closed() {
        for (sentence, most, cut) in [
            ("the key `a` is", 20, "the key `a` is"),
            ("the key `abcdefgh` is", 18, "the key `abcdef…`"),
            ("the key `abcdefgh` is", 12, "the key…"),
            ("the key `abcdefgh` is not", 21, "the key `abcdefgh` i…"),
            ("the key ``ab`cdefgh`` is", 20, "the key…"),
            ("`a` and `b` and words", 14, "`a` and `b` a…"),
        ] {
            assert_eq!(shortened_sentence(sentence, most), cut);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn what_is_cut_has_no_open_code(texts in prop::collection::vec("[` a.]{0,9}", 1..4), most in 1usize..40) {
            let sentence: String = texts.iter().map(|text| format!("is {} and ", code_span(text))).collect();
            let cut = shortened_sentence(&sentence, most);
            prop_assert!(cut.chars().count() <= most, "{cut}");
            let mut rest = cut.as_str();
            while let Some((words, _, behind)) = first_code(rest) {
                prop_assert!(!words.contains('`'), "{cut}");
                rest = behind;
            }
            prop_assert!(!rest.contains('`'), "{cut}");
        }

        #[test]
        fn any_text_is_read_as_it_was(text in "([` a.]|`{1,4}|\\PC){1,12}", other in "[` a.]{1,8}") {
            let sentence = format!("The key {} is {}.", code_span(&text), code_span(&other));
            let (before, code, behind) = first_code(&sentence).expect("code");
            prop_assert_eq!((before, code), ("The key ", text.as_str()), "{}", sentence);
            let (before, code, behind) = first_code(behind).expect("code");
            prop_assert_eq!((before, code, behind), (" is ", other.as_str(), "."), "{}", sentence);
            let read = Parser::new(&sentence).filter_map(|event| match event {
                Event::Code(code) => Some(code.to_string()),
                _ => None,
            });
            prop_assert_eq!(read.collect::<Vec<_>>(), [text, other], "{}", sentence);
        }
    }
}
