//! A line for each diagnostic, as compilers write them.

use std::io::{self, Write};

use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;

use crate::cli::diagnostic::{Places, Report, ReportedDiagnostic, word};
use crate::cli::text::{printable, sentences};

/// Writes the first sentence of each diagnostic; ` [*]` marks those that `agentls fix` fixes.
pub(super) fn write_concise(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let places = Places::of_people(&report.text, Encoding::Utf32);
    report.diagnostics.iter().try_for_each(|found| {
        let mark = if found.fixable { " [*]" } else { "" };
        let line = compiler_line(report, &places, found, sentences(&found.message).0);
        writeln!(out, "{}{mark}", printable(&line))
    })
}

/// Formats a diagnostic as compilers do.
pub(super) fn compiler_line(
    report: &Report,
    places: &Places,
    found: &ReportedDiagnostic,
    message: &str,
) -> String {
    let (line, column) = places.line_column(found.range.start);
    let (path, severity) = (to_slash(&report.path), word(found.severity));
    format!("{path}:{line}:{column}: {severity}[{}]: {message}", found.code)
}
