//! Code in a sentence, in backticks: CommonMark 0.31, section 6.1 (<https://spec.commonmark.org/0.31.2/#code-spans>).
//!
//! What messages quote comes from files that anyone may have written, and may hold backticks itself. It reads as it is, to
//! people and to what shows messages as markdown.

use std::fmt::{self, Display, Formatter};

use crate::text::shortened;

/// A text as code in a sentence: in a backtick on each side, as long as it holds none. An empty text, which cannot be code,
/// is shown as `""`.
pub fn code_span(text: impl AsRef<str>) -> impl Display {
    CodeSpan(text)
}

/// The start of a text as code in a sentence, in so many characters; the last of them is `…` where the text goes on.
pub fn code_start(text: &str, most: usize) -> impl Display + use<> {
    code_span(shortened(text, most))
}

/// The same for messages that quote anything, no longer than anyone reads.
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
        // The shortest fence of which there is none in the text ends only where it ends.
        let is_free = |length: &usize| runs(text).all(|(_, other)| other != *length);
        let length = (1..).find(is_free).unwrap_or(1);
        let needs_space = text.starts_with('`') || text.ends_with('`') || without_padding(text).is_some();
        let space = if needs_space { " " } else { "" };
        write!(f, "{:`<length$}{space}{text}{space}{:`<length$}", "", "")
    }
}

/// The words before the first code in a sentence, the code, and the words after it.
#[must_use]
pub fn first_code(words: &str) -> Option<(&str, &str, &str)> {
    let mut runs = runs(words);
    while let Some((open, length)) = runs.next() {
        let mut rest = runs.clone();
        // Backticks that nothing closes are text.
        let Some((close, _)) = rest.find(|(_, other)| *other == length) else { continue };
        let code = words.get(open + length..close)?;
        let code = without_padding(code).unwrap_or(code);
        return Some((words.get(..open)?, code, words.get(close + length..)?));
    }
    None
}

/// Code without the space on both sides that is no part of it; nothing where there is none.
fn without_padding(code: &str) -> Option<&str> {
    let inner = code.strip_prefix(' ')?.strip_suffix(' ')?;
    inner.contains(|c| c != ' ').then_some(inner)
}

/// Where backticks stand in a text, and how many.
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
