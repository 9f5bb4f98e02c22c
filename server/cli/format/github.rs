//! Workflow commands of GitHub Actions
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>, read 2026-11).

use std::io::{self, Write};

use agentls_analysis::lint::Severity;
use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;

use crate::cli::diagnostic::{Places, Report};
use crate::cli::text::printable;

/// Writes a line for each diagnostic, which GitHub shows beside the source line.
pub(super) fn write_github(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let places = Places::of_people(&report.text, Encoding::Utf16);
    let file = property(&to_slash(&report.path));
    for found in &report.diagnostics {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "notice",
        };
        let (line, column) = places.line_column(found.range.start);
        let (end_line, end_column) = places.line_column(found.range.end);
        // GitHub shows columns only for a diagnostic on one line.
        let columns =
            if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        let title = property(&format!("agentls: {}", found.code));
        let message = data(&found.full_message());
        writeln!(
            out,
            "::{command} file={file},line={line},endLine={end_line}{columns},title={title}::{message}"
        )?;
    }
    Ok(())
}

/// Escapes the message of a command, after the second `::`.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&text).into_owned()
}

/// Escapes a property of a command, where commas and colons are delimiters.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
