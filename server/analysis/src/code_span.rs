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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

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
