//! What becomes of the front matter of an agent.

use crate::dialect::FileKind;

/// The front matter of the new file, and what is not in it.
#[derive(Default)]
pub(super) struct Draft {
    /// Each key with all that stands behind its colon.
    pub(super) lines: Vec<(String, String)>,
    /// The keys that the other tool has nothing for.
    lost: Vec<String>,
    /// How many tools it does not have.
    pub(super) lost_tools: usize,
}

impl Draft {
    /// Adds a key with its value.
    pub(super) fn put(&mut self, key: &str, value: &str) {
        self.lines.push((key.to_owned(), format!(" {value}")));
    }

    /// Adds a key with the lines below it.
    pub(super) fn put_lines(&mut self, key: &str, lines: &[String]) {
        self.lines.push((key.to_owned(), lines.iter().map(|line| format!("\n{line}")).collect()));
    }

    /// Notes a key that has no place there.
    pub(super) fn lose(&mut self, key: &str) {
        if !self.lost.iter().any(|lost| lost == key) {
            self.lost.push(key.to_owned());
        }
    }

    /// What is done, and what is lost by it.
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
