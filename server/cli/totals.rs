//! What was found in all files together.

use agentls_analysis::rules::Severity;
use serde::Serialize;

use super::finding::Report;

/// What was found in all files together.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Totals {
    /// Files that are for an agent tool.
    #[serde(rename = "files")]
    pub(crate) agents: usize,
    /// Files that look like agents or skills and are for no tool, as far as nothing else is said of where they lie.
    #[serde(skip)]
    pub(crate) unplaced: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    #[serde(rename = "notes")]
    pub(crate) others: usize,
    /// Findings that are less bad than what was asked for.
    pub(crate) hidden: usize,
    /// Findings that the baseline knows.
    #[serde(rename = "inBaseline")]
    pub(crate) known: usize,
    /// Settings that cannot be used.
    #[serde(rename = "invalidSettings")]
    pub(crate) invalid: usize,
    /// Paths that could not be read.
    pub(crate) unread: usize,
}

impl Totals {
    /// Takes in what was found in a file.
    pub(crate) fn add(&mut self, report: &Report) {
        self.agents += usize::from(report.agent);
        self.unplaced += usize::from(report.unplaced);
        for found in &report.findings {
            match found.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Information | Severity::Hint => self.others += 1,
            }
        }
    }

    /// Whether anything was found.
    pub(crate) fn any(&self) -> bool {
        self.errors + self.warnings + self.others > 0
    }

    /// All of it in one line.
    pub(crate) fn summary(&self) -> String {
        let mut found: Vec<_> = [(self.errors, "error"), (self.warnings, "warning"), (self.others, "note")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| count(number, word))
            .collect();
        if found.is_empty() {
            found.push("nothing found".to_owned());
        }
        let mut line = format!("{} checked: {}", count(self.agents, "agent file"), found.join(", "));
        if self.known > 0 {
            line += &format!("; {} in the baseline", self.known);
        }
        if self.hidden > 0 {
            line += &format!("; {} not shown (`--severity hint` shows all)", count(self.hidden, "note"));
        }
        if self.invalid > 0 {
            line += &format!("; {} cannot be used", count(self.invalid, "setting"));
        }
        if self.unread > 0 {
            line += &format!("; {} not read", count(self.unread, "path"));
        }
        line
    }
}

/// A number with its word.
pub(crate) fn count(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        number => format!("{number} {word}s"),
    }
}
