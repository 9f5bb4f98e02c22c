//! Code Quality reports of GitLab (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>, read
//! 2026-11).

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use agentls_analysis::lint::Severity;
use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::cli::diagnostic::{Places, Report, ReportedDiagnostic};
use crate::cli::text::{self, sentences};

/// Writes a list with an entry for each diagnostic.
pub(super) fn write_gitlab(reports: &[Report], out: &mut impl Write) -> io::Result<()> {
    let entries: Vec<_> = reports.iter().flat_map(entries).collect();
    writeln!(out, "{}", text::json(&entries)?)
}

fn entries(report: &Report) -> Vec<Value> {
    let places = Places::of_people(&report.text, Encoding::Utf32);
    let path = in_project(&report.path);
    let mut seen: HashMap<(&str, String), usize> = HashMap::new();
    let entry = |found: &ReportedDiagnostic| {
        let ReportedDiagnostic { code, message, range, severity, .. } = found;
        let first = sentences(message).0;
        let number = seen.entry((code, first.to_owned())).or_default();
        *number += 1;
        json!({
            "description": found.full_message(),
            "check_name": code,
            "fingerprint": fingerprint(&[&path, code, first, &number.to_string()]),
            "severity": level(*severity),
            "location": {
                "path": path,
                "lines": { "begin": places.line_column(range.start).0, "end": places.line_column(range.end).0 },
            },
        })
    };
    report.diagnostics.iter().map(entry).collect()
}

/// Returns the path below the project that a job checks out, as GitLab links it.
fn in_project(path: &Path) -> String {
    let project = std::env::var_os("CI_PROJECT_DIR");
    let below = project.as_deref().and_then(|project| path.strip_prefix(project).ok());
    to_slash(below.unwrap_or(path))
}

/// Returns what stays the same when lines are added above: a digest of the file, the rule, the first sentence and which
/// of several such diagnostics it is.
fn fingerprint(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| {
        digest.update(part);
        digest.update([0]);
    });
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Information | Severity::Hint => "info",
    }
}
