//! Test texts with expectations written below the line that they are about.
//!
//! `$0` is the cursor. A line of carets marks the bytes above them, followed by the expectation:
//!
//! ```text
//! description: Use this: now
//!                      ^ colon-in-plain
//! ```
//!
//! The carets and `$0` are removed. One caret in a column after the end of a line marks the empty range there. A raw
//! string that is indented with the code around it is dedented.

pub(crate) mod pieces;
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::index::{AgentIndex, DocumentSummary};

/// A text with a cursor and marks, in bytes of the text without them.
#[derive(Debug)]
pub(crate) struct Fixture {
    pub(crate) text: String,
    pub(crate) cursor: Option<usize>,
    pub(crate) marks: Vec<(Range<usize>, String)>,
}

impl Fixture {
    pub(crate) fn parse(source: &str) -> Self {
        let source = dedent(source);
        let (mut text, mut marks, mut line_start) = (String::new(), Vec::new(), 0);
        for line in source.split_inclusive('\n') {
            let trimmed = line.trim_start();
            let carets = trimmed.len() - trimmed.trim_start_matches('^').len();
            if carets == 0 || !trimmed[carets..].starts_with(' ') {
                line_start = text.len();
                text += line;
                continue;
            }
            let above = text[line_start..].trim_end_matches(['\n', '\r']);
            let column = line.len() - trimmed.len();
            let byte = |column: usize| {
                line_start + above.char_indices().nth(column).map_or(above.len(), |(at, _)| at)
            };
            marks.push((byte(column)..byte(column + carets), trimmed[carets..].trim().to_owned()));
        }
        let cursor = text.find("$0");
        if let Some(cursor) = cursor {
            text.replace_range(cursor..cursor + 2, "");
            for (range, _) in &mut marks {
                for end in [&mut range.start, &mut range.end] {
                    *end -= if *end > cursor { 2 } else { 0 };
                }
            }
        }
        Self { text, cursor, marks }
    }

    /// Asserts that exactly the marked items were found. A multi-line item is compared by its part on the first line.
    pub(crate) fn assert_found(&self, found: impl IntoIterator<Item = (Range<usize>, String)>) {
        let first_line = |range: Range<usize>| {
            let text = &self.text[range.clone()];
            range.start..range.start + text.find(['\n', '\r']).unwrap_or(text.len())
        };
        let mut found: Vec<_> = found.into_iter().map(|(range, what)| (first_line(range), what)).collect();
        found.sort_by_key(|(range, _)| (range.start, range.end));
        let mut expected = self.marks.clone();
        expected.sort_by_key(|(range, _)| (range.start, range.end));
        assert_eq!(
            self.show(&found),
            self.show(&expected),
            "\nfound (left) and expected (right) in:\n{}",
            self.text
        );
    }

    /// Like `check`, for diagnostics: their ranges, rules and messages. A mark is the rule and the first words of the
    /// message, `wrong-type: It must be a string`, so that no message changes unnoticed.
    pub(crate) fn check_messages(
        &self,
        found: impl IntoIterator<Item = (Range<usize>, &'static str, String)>,
    ) {
        let mut expected: Vec<_> = self.marks.iter().map(|(_, what)| what).collect();
        for what in &expected {
            assert!(
                what.contains(": "),
                "`{what}` lacks the first words of the message: `rule: What is said`"
            );
        }
        self.assert_found(found.into_iter().map(|(range, rule, message)| {
            let said = format!("{rule}: {message}");
            let fits = |what: &&String| {
                let rest = said.strip_prefix(what.as_str());
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            match expected.iter().position(fits) {
                Some(at) => (range, expected.remove(at).clone()),
                None => (range, said),
            }
        }));
    }

    fn show(&self, marks: &[(Range<usize>, String)]) -> Vec<String> {
        marks
            .iter()
            .map(|(range, what)| format!("{range:?} {:?} {what}", &self.text[range.clone()]))
            .collect()
    }
}

/// Dedents a source if it is a raw string among code: it begins with a line break, which is removed too, and ends with
/// the spaces before the closing quote.
pub(crate) fn dedent(source: &str) -> Cow<'_, str> {
    let lines = source.strip_prefix('\n').filter(|lines| lines.ends_with(' '));
    let Some(lines) = lines else { return source.into() };
    let lines = lines.trim_end_matches(' ').split_inclusive('\n');
    let is_written = |line: &&str| !line.trim().is_empty();
    let indent = lines.clone().filter(is_written).map(|line| line.len() - line.trim_start().len()).min();
    lines.map(|line| line.get(indent.unwrap_or(0)..).unwrap_or("\n")).collect()
}

/// Builds the index of documents with these paths and texts.
pub(crate) fn index_of(files: &[(&str, &str)]) -> AgentIndex {
    let mut index = AgentIndex::default();
    for (path, text) in files {
        let path: Arc<str> = (*path).into();
        let document = Document::new(Some(path.clone()), 0, text);
        index.set(&path, DocumentSummary::from_document(&document));
    }
    index
}
