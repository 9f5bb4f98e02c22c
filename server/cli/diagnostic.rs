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
    /// The path as it was found; `-` for standard input without a name.
    pub(crate) path: PathBuf,
    /// What the file is to the tools.
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
    /// The rule's summary.
    pub(crate) summary: &'static str,
    /// The URL of the rule's page.
    pub(crate) address: String,
    pub(crate) severity: Severity,
    /// The byte range in the text.
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
    /// Additional notes, each in full sentences.
    pub(crate) notes: Vec<String>,
    pub(crate) related: Option<(Range<usize>, String)>,
    /// Whether it has a safe fix; where a report shows that, whether `agentls fix` applies it.
    pub(crate) fixable: bool,
    /// The fixes, tried on the file; filled in if the report shows them.
    pub(crate) fixes: Vec<Action>,
}

impl Report {
    /// Converts the errors in a settings file, or in a file that it names.
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
    /// Converts the diagnostics of a document, each with its fixes.
    pub(crate) fn with_fixes(document: &Document, found: &[Diagnostic], policy: &Policy) -> Vec<Self> {
        let actions = if found.iter().any(|found| !found.fixes.is_empty()) {
            actions::code_actions(document, found, &(0..document.text.len()), policy)
        } else {
            Vec::new()
        };
        let fixes = |action: &&Action, found: &Diagnostic| {
            // Fix-all actions do not belong to a single diagnostic.
            found.fixes.iter().any(|fix| fix.edits == action.edits)
        };
        let diagnostic = |found: &Diagnostic| {
            let fixes = actions.iter().filter(|action| fixes(action, found)).cloned().collect();
            Self { fixes, ..Self::from(found) }
        };
        found.iter().map(diagnostic).collect()
    }

    /// Whether it was converted from this diagnostic.
    pub(crate) fn is_of(&self, found: &Diagnostic) -> bool {
        self.code == found.rule.code && self.range == found.range && self.message == found.message
    }

    /// Returns the message with all notes, for formats with a single text.
    pub(crate) fn full_message(&self) -> String {
        let texts = std::iter::once(&self.message).chain(&self.notes).map(String::as_str);
        texts.collect::<Vec<_>>().join(" ")
    }
}

/// Returns the name of a severity in options, settings and reports.
pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

/// Converts offsets to lines and columns.
pub(crate) struct Places {
    text: Text,
    encoding: Encoding,
    /// The number of the first line and column.
    first: u32,
}

impl Places {
    /// Counts like LSP: from zero, in UTF-16 units.
    pub(crate) fn of_protocol(text: &str) -> Self {
        Self { text: Text::from(text), encoding: Encoding::Utf16, first: 0 }
    }

    /// Counts from one, in characters or UTF-16 units.
    pub(crate) fn of_people(text: &str, encoding: Encoding) -> Self {
        Self { text: Text::from(text), encoding, first: 1 }
    }

    /// Returns the line and column of an offset.
    pub(crate) fn line_column(&self, offset: usize) -> (u32, u32) {
        let Position { line, column } = self.text.position(offset, self.encoding);
        (line + self.first, column + self.first)
    }
}
