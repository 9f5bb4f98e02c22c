//! The diagnostics of one file, as reports show them.

use std::ops::Range;
use std::path::PathBuf;

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{self, Action};
use agentls_analysis::lint::{Diagnostic, Policy, Severity};
use agentls_analysis::text::{Encoding, Position, Text};
use agentls_workspace::settings;

use super::role::Role;

/// A checked file.
#[derive(Debug)]
pub(crate) struct Report {
    /// Its path as it was found; `-` for standard input without a name.
    pub(crate) path: PathBuf,
    /// What it is to the tools.
    pub(crate) role: Role,
    /// Its text; empty if there is nothing to report.
    pub(crate) text: String,
    /// Its diagnostics, in the order of the text.
    pub(crate) diagnostics: Vec<ReportedDiagnostic>,
}

/// A diagnostic of a file.
#[derive(Debug)]
pub(crate) struct ReportedDiagnostic {
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
    /// Whether it has a safe fix; where a report shows that, whether `agentls fix` makes it.
    pub(crate) fixable: bool,
    /// What fixes it, tried on the file; filled in where a report shows it.
    pub(crate) fixes: Vec<Action>,
}

impl Report {
    /// What is wrong in a settings file, or in one that it names.
    pub(crate) fn of_settings(report: &settings::Report) -> Self {
        let diagnostic = |problem: &settings::SettingsError| ReportedDiagnostic {
            code: settings::CODE,
            summary: "Invalid setting",
            address: settings::ADDRESS.to_owned(),
            severity: Severity::Error,
            range: problem.range.clone(),
            message: problem.message.clone(),
            notes: Vec::new(),
            related: None,
            fixable: false,
            fixes: Vec::new(),
        };
        let here = std::env::current_dir().unwrap_or_default();
        let path = report.path.strip_prefix(here).unwrap_or(&report.path).to_owned();
        let diagnostics = report.problems.iter().map(diagnostic).collect();
        Self { path, role: Role::Other, text: report.text.clone(), diagnostics }
    }
}

impl From<&Diagnostic> for ReportedDiagnostic {
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
            fixable: found.fixes.iter().any(|fix| fix.safe),
            fixes: Vec::new(),
        }
    }
}

impl ReportedDiagnostic {
    /// The diagnostics of a document, each with its fixes.
    pub(crate) fn with_fixes(document: &Document, found: &[Diagnostic], policy: &Policy) -> Vec<Self> {
        let actions = if found.iter().any(|found| !found.fixes.is_empty()) {
            actions::code_actions(document, found, &(0..document.text.len()), policy)
        } else {
            Vec::new()
        };
        let fixes = |action: &&Action, found: &Diagnostic| {
            // An action for all of a kind is none for one.
            found.fixes.iter().any(|fix| fix.edits == action.edits)
        };
        let diagnostic = |found: &Diagnostic| {
            let fixes = actions.iter().filter(|action| fixes(action, found)).cloned().collect();
            Self { fixes, ..Self::from(found) }
        };
        found.iter().map(diagnostic).collect()
    }

    /// Whether it stands for a diagnostic of its document.
    pub(crate) fn is_of(&self, found: &Diagnostic) -> bool {
        self.code == found.rule.code && self.range == found.range && self.message == found.message
    }

    /// The message with all notes, for readers that show one text.
    pub(crate) fn full_message(&self) -> String {
        let texts = std::iter::once(&self.message).chain(&self.notes).map(String::as_str);
        texts.collect::<Vec<_>>().join(" ")
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
    pub(crate) fn line_column(&self, offset: usize) -> (u32, u32) {
        let Position { line, column } = self.text.position(offset, self.encoding);
        (line + self.first, column + self.first)
    }
}
