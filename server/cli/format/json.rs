//! Diagnostics as one JSON object. Lines and columns count from zero, columns in UTF-16 units, as in LSP; `bytes` are
//! offsets in the file.

use std::io::{self, Write};
use std::ops::Range;

use agentls_workspace::files::to_slash;
use serde_json::{Value, json};

use crate::cli::diagnostic::{Places, Report, ReportedDiagnostic, word};
use crate::cli::text;
use crate::cli::totals::Totals;

/// Writes the files with diagnostics, and the totals.
pub(super) fn write_json(reports: &[Report], totals: &Totals, out: &mut impl Write) -> io::Result<()> {
    let files: Vec<_> = reports.iter().filter(|report| !report.diagnostics.is_empty()).map(file).collect();
    let all = json!({ "version": 1, "files": files, "summary": totals });
    writeln!(out, "{}", text::json(&all)?)
}

fn file(report: &Report) -> Value {
    let places = Places::of_protocol(&report.text);
    let diagnostics: Vec<_> =
        report.diagnostics.iter().map(|found| diagnostic_json(found, &places)).collect();
    json!({ "path": to_slash(&report.path), "findings": diagnostics })
}

fn diagnostic_json(found: &ReportedDiagnostic, places: &Places) -> Value {
    let mut value = json!({
        "code": found.code,
        "severity": word(found.severity),
        "message": found.message,
        "range": range(&found.range, places),
        "bytes": [found.range.start, found.range.end],
        "url": found.address,
    });
    if !found.notes.is_empty() {
        value["notes"] = json!(found.notes);
    }
    if let Some((related, message)) = &found.related {
        value["related"] = json!({ "message": message, "range": range(related, places) });
    }
    let fixes = found.fixes.iter().map(|fix| {
        let edits = fix.edits.iter().map(|edit| {
            json!({ "range": range(&edit.range, places), "bytes": [edit.range.start, edit.range.end], "text": edit.text })
        });
        json!({
            "title": fix.title,
            "safe": fix.safe,
            "preferred": fix.preferred,
            "edits": edits.collect::<Vec<_>>(),
        })
    });
    value["fixes"] = fixes.collect();
    value
}

fn range(range: &Range<usize>, places: &Places) -> Value {
    let place = |offset: usize| {
        let (line, character) = places.line_column(offset);
        json!({ "line": line, "character": character })
    };
    json!({ "start": place(range.start), "end": place(range.end) })
}
