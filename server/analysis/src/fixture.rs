//! Texts for tests, with what is expected written under the line that it is expected on.
//!
//! `$0` is the cursor. A line of carets marks the bytes above them, and says what is expected there:
//!
//! ```text
//! description: Use this: now
//!                      ^ colon-in-plain
//! ```
//!
//! The carets and `$0` are taken out. One caret under a column behind the end of a line marks the empty range there.

pub(crate) mod pieces;

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::index::{AgentIndex, DocumentSummary};

/// A text with a cursor and marks, all in bytes of the text without them.
#[derive(Debug)]
pub(crate) struct Fixture {
    pub(crate) text: String,
    pub(crate) cursor: Option<usize>,
    pub(crate) marks: Vec<(Range<usize>, String)>,
}

impl Fixture {
    pub(crate) fn parse(source: &str) -> Self {
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

    /// Fails unless exactly the marked things were found. What is found on several lines is compared with its part
    /// on the first.
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

    fn show(&self, marks: &[(Range<usize>, String)]) -> Vec<String> {
        marks
            .iter()
            .map(|(range, what)| format!("{range:?} {:?} {what}", &self.text[range.clone()]))
            .collect()
    }
}

/// What documents at these paths with these texts tell each other.
pub(crate) fn index_of(files: &[(&str, &str)]) -> AgentIndex {
    let mut index = AgentIndex::default();
    for (path, text) in files {
        let path: Arc<str> = (*path).into();
        let document = Document::new(Some(path.clone()), 0, text);
        index.set(&path, DocumentSummary::from_document(&document));
    }
    index
}
