//! Diagnostics as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>). A test validates
//! the output against the schema of the specification.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use agentls_analysis::lint::{Severity, rules};
use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;
use agentls_workspace::paths;
use serde_json::{Value, json};

use crate::cli::diagnostic::{Places, Report, ReportedDiagnostic};
use crate::cli::text;

/// The URL of the schema.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run with all results. Unreadable files become tool notifications.
pub(super) fn write_sarif(reports: &[Report], unread: &[String], out: &mut impl Write) -> io::Result<()> {
    let mut known: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for found in reports.iter().flat_map(|report| &report.diagnostics) {
        known.insert(found.code, (found.summary, &found.address));
    }
    let descriptors: Vec<_> =
        known.iter().map(|(code, (summary, address))| descriptor(code, summary, address)).collect();
    let index = |code: &str| known.keys().position(|known| *known == code);
    let results: Vec<_> = reports.iter().flat_map(|report| file(report, index)).collect();
    let notifications: Vec<_> =
        unread.iter().map(|text| json!({ "level": "error", "message": message(text) })).collect();
    let driver = json!({
        "name": "agentls",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": descriptors,
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "utf16CodeUnits",
        "invocations": [{
            "executionSuccessful": unread.is_empty(),
            "toolExecutionNotifications": notifications,
        }],
        "results": results,
    });
    let all = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    writeln!(out, "{}", text::json(&all)?)
}

fn descriptor(code: &str, summary: &str, address: &str) -> Value {
    let mut value = json!({
        "id": code,
        "shortDescription": { "text": summary },
        "helpUri": address,
    });
    if let Some(rule) = rules().find(|rule| rule.code == code) {
        value["help"] = json!({ "text": summary, "markdown": rule.page() });
        value["defaultConfiguration"] = json!({ "level": level(rule.severity) });
    }
    value
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn file(report: &Report, index: impl Fn(&str) -> Option<usize>) -> Vec<Value> {
    let places = Places::of_people(&report.text, Encoding::Utf16);
    let artifact = json!({ "uri": address(&report.path) });
    let location = |range: &Range<usize>| json!({ "physicalLocation": { "artifactLocation": artifact, "region": region(range, &places) } });
    let result = |found: &ReportedDiagnostic| {
        let mut value = json!({
            "ruleId": found.code,
            "ruleIndex": index(found.code),
            "level": level(found.severity),
            "message": message(&found.full_message()),
            "locations": [location(&found.range)],
        });
        if let Some((range, label)) = &found.related {
            let mut related = location(range);
            related["message"] = self::message(label);
            value["relatedLocations"] = json!([related]);
        }
        let fixes = found.fixes.iter().filter(|fix| fix.cursor.is_none()).map(|fix| {
            let replacement = |edit: &agentls_analysis::lint::Replacement| {
                json!({ "deletedRegion": region(&edit.range, &places), "insertedContent": { "text": edit.text } })
            };
            let replacements: Vec<_> = fix.edits.iter().map(replacement).collect();
            let change = json!({ "artifactLocation": artifact, "replacements": replacements });
            json!({ "description": message(&fix.title), "artifactChanges": [change] })
        });
        let fixes: Vec<_> = fixes.collect();
        if !fixes.is_empty() {
            value["fixes"] = json!(fixes);
        }
        value
    };
    report.diagnostics.iter().map(result).collect()
}

/// Returns a message without links: viewers render `[text](address)` in it as one (SARIF 2.1.0, §3.11.6).
fn message(text: &str) -> Value {
    json!({ "text": text.replace("](", "] (") })
}

fn region(range: &Range<usize>, places: &Places) -> Value {
    let ((line, column), (end_line, end_column)) =
        (places.line_column(range.start), places.line_column(range.end));
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// Returns a path for SARIF (2.1.0, §3.4.3): a URI if it is absolute, else relative to the working folder.
fn address(path: &Path) -> String {
    let path = to_slash(path);
    paths::uri(&path).unwrap_or_else(|| paths::reference(&path))
}
