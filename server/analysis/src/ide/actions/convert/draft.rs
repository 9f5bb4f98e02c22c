//! The front matter of a converted agent.

use crate::dialect::FileKind;

/// The front matter of the new file, and what is missing from it.
#[derive(Default)]
pub(super) struct Draft {
    /// Each key with the text after its colon.
    pub(super) lines: Vec<(String, String)>,
    /// The keys that the target does not support.
    lost: Vec<String>,
    /// The number of tools that the target does not have.
    pub(super) lost_tools: usize,
}

impl Draft {
    /// Adds a key with its value.
    pub(super) fn put(&mut self, key: &str, value: &str) {
        self.lines.push((key.to_owned(), format!(" {value}")));
    }

    /// Adds a key with lines below it.
    pub(super) fn put_lines(&mut self, key: &str, lines: &[String]) {
        self.lines.push((key.to_owned(), lines.iter().map(|line| format!("\n{line}")).collect()));
    }

    /// Records a key that is lost.
    pub(super) fn lose(&mut self, key: &str) {
        if !self.lost.iter().any(|lost| lost == key) {
            self.lost.push(key.to_owned());
        }
    }

    /// Returns the title of the action, with what is lost.
    pub(super) fn title(&self, kind: &FileKind) -> String {
        let tools = match self.lost_tools {
            0 => None,
            1 => Some("a tool".to_owned()),
            count => Some(format!("{count} tools")),
        };
        let lost: Vec<_> = self.lost.iter().cloned().chain(tools).collect();
        let lost = if lost.is_empty() { String::new() } else { format!(" (loses {})", lost.join(", ")) };
        format!("Convert for {}{lost}", kind.tool)
    }
}
