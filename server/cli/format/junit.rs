//! Diagnostics as JUnit XML: a test for each agent file, which fails if the file has any.

use std::io::{self, Write};

use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;
use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::concise::compiler_line;
use crate::cli::diagnostic::{Places, Report, ReportedDiagnostic};
use crate::cli::text::printable;

/// Writes all files.
pub(super) fn write_junit(reports: &[Report], out: &mut impl Write) -> io::Result<()> {
    let mut suite = TestSuite::new("agentls");
    for report in reports.iter().filter(|report| report.role.is_agent() || !report.diagnostics.is_empty()) {
        suite.add_test_case(case(report));
    }
    let mut xml = Xml::new("agentls");
    xml.add_test_suite(suite);
    let text = xml.to_string().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn case(report: &Report) -> TestCase {
    let places = Places::of_people(&report.text, Encoding::Utf32);
    let worst = report.diagnostics.iter().min_by_key(|found| found.severity);
    let status = match worst {
        None => TestCaseStatus::success(),
        Some(worst) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let more = report.diagnostics.len() - 1;
            let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
            status
                .set_message(format!("{}: {}{more}", worst.code, printable(&worst.message)))
                .set_type(worst.code);
            let lines: Vec<_> =
                report.diagnostics.iter().map(|found| whole_line(report, &places, found)).collect();
            status.set_description(lines.join("\n"));
            status
        }
    };
    let mut case = TestCase::new(&*printable(&to_slash(&report.path)), status);
    case.set_classname("agentls");
    case
}

/// Returns the whole message in a line without control characters, most of which XML cannot contain.
fn whole_line(report: &Report, places: &Places, found: &ReportedDiagnostic) -> String {
    printable(&compiler_line(report, places, found, &found.full_message())).into_owned()
}
