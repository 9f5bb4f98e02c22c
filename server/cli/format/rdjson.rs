//! The format of reviewdog (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>, read 2026-11). Lines and
//! columns count from one, columns in bytes of UTF-8.

use std::io::{self, Write};
use std::ops::Range;

use agentls_analysis::lint::{Replacement, Severity};
use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;
use serde_json::{Value, json};

use crate::cli::diagnostic::{Places, Report, ReportedDiagnostic};
use crate::cli::text;

/// Writes one object with all diagnostics.
pub(super) fn write_rdjson(reports: &[Report], out: &mut impl Write) -> io::Result<()> {
    let diagnostics: Vec<_> = reports.iter().flat_map(of_file).collect();
    let source = json!({ "name": "agentls", "url": env!("CARGO_PKG_REPOSITORY") });
    writeln!(out, "{}", text::json(&json!({ "source": source, "diagnostics": diagnostics }))?)
}

fn of_file(report: &Report) -> Vec<Value> {
    let places = Places::of_people(&report.text, Encoding::Utf8);
    let path = to_slash(&report.path);
    let location = |range: &Range<usize>| json!({ "path": path, "range": line_range(range, &places) });
    let diagnostic = |found: &ReportedDiagnostic| {
        let mut value = json!({
            "message": found.full_message(),
            "location": location(&found.range),
            "severity": level(found.severity),
            "code": { "value": found.code, "url": found.address },
        });
        if let Some((range, message)) = &found.related {
            value["relatedLocations"] = json!([{ "message": message, "location": location(range) }]);
        }
        // Several suggestions would be alternatives: a fix in several places is none.
        let fix = found.fixes.iter().find(|fix| fix.safe && fix.preferred && fix.edits.len() == 1);
        if let Some([Replacement { range, text }]) = fix.map(|fix| &*fix.edits) {
            value["suggestions"] = json!([{ "range": line_range(range, &places), "text": text }]);
        }
        value
    };
    report.diagnostics.iter().map(diagnostic).collect()
}

fn line_range(range: &Range<usize>, places: &Places) -> Value {
    let place = |offset: usize| {
        let (line, column) = places.line_column(offset);
        json!({ "line": line, "column": column })
    };
    json!({ "start": place(range.start), "end": place(range.end) })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Information | Severity::Hint => "INFO",
    }
}
