//! What is found in one file, as reports show it.

use std::ops::Range;
use std::path::PathBuf;

use agentls::settings;
use agentls_analysis::document::Document;
use agentls_analysis::features::actions::{self, Action};
use agentls_analysis::rules::{Diagnostic, Policy, Severity};
use agentls_analysis::text::{Encoding, Position, Text};

/// A file that was looked at.
#[derive(Debug)]
pub(crate) struct Report {
    /// Its path as it was found; `-` for standard input without a name.
    pub(crate) path: PathBuf,
    /// Whether it is for an agent tool.
    pub(crate) agent: bool,
    /// Whether it looks like an agent or a skill, is for no tool, and nothing is said of where it lies.
    pub(crate) unplaced: bool,
    /// Its text; empty if nothing was found in it.
    pub(crate) text: String,
    /// What was found, in the order of the text.
    pub(crate) findings: Vec<Finding>,
}

/// Something found in a file.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) code: &'static str,
    /// What is wrong in general, in a few words.
    pub(crate) summary: &'static str,
    /// The web address of the page about it.
    pub(crate) address: String,
    pub(crate) severity: Severity,
    /// The culprit, in bytes of the text.
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    /// More about it, each note in sentences of its own.
    pub(crate) notes: Vec<String>,
    pub(crate) related: Option<(Range<usize>, String)>,
    /// What mends it, tried on the file; filled in where a report shows it.
    pub(crate) fixes: Vec<Action>,
}

impl Report {
    /// What is wrong in a settings file, or in one that it names.
    pub(crate) fn of_settings(report: &settings::Report) -> Self {
        let finding = |problem: &settings::Problem| Finding {
            code: settings::CODE,
            summary: "A setting cannot be used",
            address: settings::ADDRESS.to_owned(),
            severity: Severity::Error,
            range: problem.range.clone(),
            message: problem.message.clone(),
            notes: Vec::new(),
            related: None,
            fixes: Vec::new(),
        };
        let here = std::env::current_dir().unwrap_or_default();
        let path = report.path.strip_prefix(here).unwrap_or(&report.path).to_owned();
        let findings = report.problems.iter().map(finding).collect();
        Self { path, agent: false, unplaced: false, text: report.text.clone(), findings }
    }
}

impl From<&Diagnostic> for Finding {
    fn from(found: &Diagnostic) -> Self {
        Self {
            code: found.rule.code,
            summary: found.rule.summary,
            address: found.rule.address(),
            severity: found.severity,
            range: found.range.clone(),
            message: found.message.clone(),
            notes: found.notes.clone(),
            related: found.related.clone(),
            fixes: Vec::new(),
        }
    }
}

impl Finding {
    /// The findings of a document with what mends each.
    pub(crate) fn with_fixes(document: &Document, found: &[Diagnostic], policy: &Policy) -> Vec<Self> {
        let actions = if found.iter().any(|found| !found.fixes.is_empty()) {
            actions::fixes(document, found, &(0..document.text.len()), policy)
        } else {
            Vec::new()
        };
        let mends = |action: &&Action, found: &Diagnostic| {
            // An action for all of a kind is none for one.
            found.fixes.iter().any(|fix| fix.edits == action.edits)
        };
        let finding = |found: &Diagnostic| {
            let fixes = actions.iter().filter(|action| mends(action, found)).cloned().collect();
            Self { fixes, ..Self::from(found) }
        };
        found.iter().map(finding).collect()
    }
}

/// The word for a severity that options, settings and reports use.
pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

/// The lines and columns of a text.
pub(crate) struct Places {
    text: Text,
    encoding: Encoding,
    /// What the first line and the first column are called.
    first: u32,
}

impl Places {
    /// As LSP counts: from zero, in UTF-16 units.
    pub(crate) fn of_protocol(text: &str) -> Self {
        Self { text: Text::from(text), encoding: Encoding::Utf16, first: 0 }
    }

    /// As people count: from one, in characters or UTF-16 units.
    pub(crate) fn of_people(text: &str, encoding: Encoding) -> Self {
        Self { text: Text::from(text), encoding, first: 1 }
    }

    /// The line and the column of a byte.
    pub(crate) fn at(&self, offset: usize) -> (u32, u32) {
        let Position { line, column } = self.text.position(offset, self.encoding);
        (line + self.first, column + self.first)
    }
}
