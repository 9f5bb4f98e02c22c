//! The totals of all files together.

use agentls_analysis::lint::Severity;
use serde::Serialize;

use super::diagnostic::Report;
use super::role::Role;

/// The totals of all files together.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Totals {
    /// Files for an agent tool.
    #[serde(rename = "files")]
    pub(crate) agents: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    #[serde(rename = "notes")]
    pub(crate) others: usize,
    /// Diagnostics below the minimum severity.
    pub(crate) hidden: usize,
    /// Diagnostics in the baseline.
    #[serde(rename = "inBaseline")]
    pub(crate) known: usize,
    /// Invalid settings.
    #[serde(rename = "invalidSettings")]
    pub(crate) invalid: usize,
    /// Paths that could not be read.
    pub(crate) unread: usize,
    /// Agent files that no tool loads.
    pub(crate) not_loaded: usize,
    /// Files with the front matter of an agent in folders that no tool reads.
    pub(crate) unplaced: usize,
    /// Diagnostics that `agentls fix` fixes, as far as a report shows that.
    #[serde(skip)]
    pub(crate) fixable: usize,
    /// All files that were read.
    #[serde(skip)]
    pub(crate) read: usize,
}

impl Totals {
    /// Counts a file.
    pub(crate) fn count_file(&mut self, role: Role) {
        self.read += 1;
        self.agents += usize::from(role.is_agent());
        self.not_loaded += usize::from(role == Role::NotLoaded);
        self.unplaced += usize::from(role == Role::Unplaced);
    }

    /// Counts a file and its diagnostics.
    pub(crate) fn add(&mut self, report: &Report) {
        self.count_file(report.role);
        for found in &report.diagnostics {
            self.fixable += usize::from(found.fixable);
            match found.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Information | Severity::Hint => self.others += 1,
            }
        }
    }

    /// Whether there is any diagnostic.
    pub(crate) fn any(&self) -> bool {
        self.errors + self.warnings + self.others > 0
    }

    /// Returns the totals in one line, and further ones about files in folders that no tool reads and about fixes.
    pub(crate) fn summary(&self) -> String {
        let mut found: Vec<_> = [(self.errors, "error"), (self.warnings, "warning"), (self.others, "note")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| format_count(number, word))
            .collect();
        if found.is_empty() && self.agents > 0 {
            found.push("no problems".to_owned());
        }
        let mut line = format!("{} checked", format_count(self.agents, "agent file"));
        if !found.is_empty() {
            line += &format!(": {}", found.join(", "));
        }
        if self.not_loaded > 0 {
            line += &format!("; {} loaded by no tool (--verdict)", are(self.not_loaded));
        }
        if self.known > 0 {
            line += &format!("; {} in the baseline", self.known);
        }
        if self.hidden > 0 {
            line += &format!("; {} not shown (--severity hint)", format_count(self.hidden, "note"));
        }
        line += &self.exceptions();
        if self.fixable > 0 {
            line += &format!("\n{} fixable with `agentls fix`", self.fixable);
        }
        line
    }

    /// Like [`Self::summary`], for verdicts.
    pub(crate) fn summary_of_verdicts(&self) -> String {
        let mut line = format!("{} checked", format_count(self.agents, "agent file"));
        if self.not_loaded > 0 {
            line += &format!(": {} loaded by no tool", are(self.not_loaded));
        }
        line + &self.exceptions()
    }

    /// Returns what was not checked, to be appended to a line.
    fn exceptions(&self) -> String {
        let mut line = String::new();
        if self.invalid > 0 {
            line += &format!("; {}", format_count(self.invalid, "invalid setting"));
        }
        if self.unread > 0 {
            line += &format!("; {} not read", format_count(self.unread, "path"));
        }
        if self.unplaced > 0 {
            let files = format_count(self.unplaced, "file");
            let lie = if self.unplaced == 1 { "lies" } else { "lie" };
            line +=
                &format!("\n{files} with `name` and `description` {lie} where no tool looks ([[locations]])");
        }
        line
    }
}

/// `1 is`, `2 are`.
fn are(number: usize) -> String {
    format!("{number} {}", if number == 1 { "is" } else { "are" })
}

/// Formats a number with its noun.
pub(crate) fn format_count(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        number => format!("{number} {word}s"),
    }
}
