//! Properties of every format, for any path, text and diagnostics.

use std::path::PathBuf;

use agentls_analysis::lint::Severity;
use agentls_analysis::printable::is_control;
use agentls_workspace::files::to_slash;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::cli::diagnostic::ReportedDiagnostic;
use crate::cli::role::Role;

/// Generates texts with many special characters of the formats.
fn text() -> impl Strategy<Value = String> {
    const SIGNS: &[&str] = &[
        "\n",
        "\r",
        "\u{1b}[31m",
        "::error::",
        "##[error]",
        "%0A",
        "](x)",
        "[",
        "`",
        "<",
        "&",
        "]]>",
        "\0",
        "\u{9b}",
        "\u{202e}",
        "\u{2028}",
        "\u{e0041}",
        "\u{fffe}",
        "-->",
        "\"",
        "\\",
        ", ",
        ". ",
        "A",
        "ü",
        " ",
    ];
    let sign = prop::sample::select(SIGNS).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![4 => sign, 1 => any::<String>()], 0..12)
        .prop_map(|parts| parts.concat())
}

prop_compose! {
    fn report()(
        path in text(),
        source in text(),
        message in text(),
        note in text(),
        related in prop::option::of(text()),
        ends in any::<[prop::sample::Index; 2]>(),
    ) -> Report {
        let mut ends = ends.map(|end| {
            let end = end.index(source.len() + 1);
            (0..=end).rev().find(|at| source.is_char_boundary(*at)).unwrap_or_default()
        });
        ends.sort_unstable();
        let range = ends[0]..ends[1];
        let diagnostic = ReportedDiagnostic {
            code: "code",
            summary: "Summary",
            address: "https://example.invalid/".to_owned(),
            severity: Severity::Error,
            range: range.clone(),
            message,
            notes: vec![note],
            related: related.map(|label| (range, label)),
            fixable: true,
            fixes: Vec::new(),
        };
        Report { path: PathBuf::from(path), role: Role::Agent, text: source, diagnostics: vec![diagnostic] }
    }
}

/// Returns a file in a format.
fn written(format: ReportFormat, report: Report) -> String {
    let mut out = Vec::new();
    let style = Style::default();
    format.file(&report, style, &mut out).unwrap();
    if format != ReportFormat::Human {
        let unread = [report.diagnostics[0].message.clone()];
        format.end(&[report], &unread, &Totals::default(), style, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

/// Whether a text has no control characters except line breaks.
fn is_plain(text: &str) -> bool {
    !text.contains(|c| is_control(c) && c != '\n')
}

proptest! {
    #[test]
    fn for_people(report in report()) {
        let out = written(ReportFormat::Human, report);
        prop_assert!(is_plain(&out), "{:?}", out);
        prop_assert!(!out.lines().any(|line| line.trim_start().starts_with("::")), "{:?}", out);
    }

    #[test]
    fn for_github(report in report()) {
        let out = written(ReportFormat::Github, report);
        prop_assert!(is_plain(&out), "{:?}", out);
        prop_assert_eq!(out.lines().count(), 1);
        let (properties, _) = out.strip_prefix("::").unwrap().split_once("::").unwrap();
        let names: Vec<_> = properties.split(',').map(|part| part.split('=').next().unwrap()).collect();
        prop_assert!(names.starts_with(&["error file", "line", "endLine"]) && names.ends_with(&["title"]), "{:?}", out);
    }

    #[test]
    fn for_programs(report in report()) {
        let message = report.diagnostics[0].message.clone();
        let path = to_slash(&report.path);
        let out = written(ReportFormat::Json, report);
        prop_assert!(is_plain(&out), "{:?}", out);
        let json: Value = serde_json::from_str(&out).unwrap();
        prop_assert_eq!(&json["files"][0]["path"], &Value::from(path));
        prop_assert_eq!(&json["files"][0]["findings"][0]["message"], &Value::from(message));
    }

    #[test]
    fn for_code_scanning(report in report()) {
        let out = written(ReportFormat::Sarif, report);
        prop_assert!(is_plain(&out), "{:?}", out);
        let sarif: Value = serde_json::from_str(&out).unwrap();
        let run = &sarif["runs"][0];
        let message = run["results"][0]["message"]["text"].as_str().unwrap();
        let unread = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
        prop_assert!(!message.contains("](") && !unread.contains("]("), "{:?}", out);
    }

    #[test]
    fn for_test_reports(report in report()) {
        let out = written(ReportFormat::Junit, report);
        prop_assert!(is_plain(&out), "{:?}", out);
        let read = quick_junit::Report::deserialize_from_str(&out);
        prop_assert!(read.is_ok(), "{:?}\n{:?}", read.err(), out);
    }
}
