//! `agentls check --verdict`: what each tool does with each file, as a table or as JSON.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use agentls::verdict::verdicts;
use agentls_analysis::document::Document;
use agentls_analysis::text::Encoding;
use agentls_analysis::verdicts::{Targets, readings};
use serde_json::json;

use super::finding::{Finding, Report};
use super::format::Format;
use super::input::{Input, Level, Opener};
use super::totals::Totals;
use super::{complain, files};

/// Writes the verdicts about all files. Gives the exit code as `agentls check` does.
pub(crate) fn run(input: &Input, format: Format, level: Level) -> ExitCode {
    if !matches!(format, Format::Human | Format::Json) {
        complain("--verdict has the formats `human` and `json`");
        return ExitCode::from(2);
    }
    let opener = match Opener::new(input) {
        Ok(opener) => opener,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&opener, input, format, level, &mut out).and_then(|totals| out.flush().map(|()| totals)) {
        Ok(totals) if totals.unread > 0 || totals.invalid > 0 => ExitCode::from(2),
        Ok(totals) => ExitCode::from(u8::from(totals.any())),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write the verdicts: {error}"));
            ExitCode::from(2)
        }
    }
}

fn write(
    opener: &Opener<'_>,
    input: &Input,
    format: Format,
    level: Level,
    out: &mut impl Write,
) -> io::Result<Totals> {
    let (mut totals, mut verdicts) = (Totals::default(), Vec::new());
    let paths = files::find(&input.paths);
    for report in opener.settings(&paths) {
        totals.invalid += report.findings.len();
        Format::Human.file(&report, false, &mut io::stderr())?;
    }
    for found in paths {
        let (path, opened) = match found.and_then(|path| opener.open(&path).map(|opened| (path, opened))) {
            Ok(opened) => opened,
            Err(message) => {
                totals.unread += 1;
                complain(&message);
                continue;
            }
        };
        let path = opener.name(&path).unwrap_or(&path).to_owned();
        let targets = &opened.policy.targets;
        if format == Format::Human {
            table(&path, &opened.document, targets, out)?;
        } else if opened.document.detection.is_some() {
            verdicts.push(json(&path, &opened.document, targets));
        }
        let findings =
            opener.findings(&opened.document, &opened.policy).iter().map(Finding::from).collect::<Vec<_>>();
        let shown = |found: &Finding| opener.wants(found.code) && level.includes(found.severity);
        let agent = opened.document.detection.is_some();
        let findings = findings.into_iter().filter(shown).collect();
        let unplaced = opened.document.is_unplaced();
        totals.add(&Report { path, agent, unplaced, text: String::new(), findings });
    }
    if format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &verdicts)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{}", totals.summary())?;
    }
    Ok(totals)
}

/// Writes the table of one file: a line for each tool, with what is lost below it. Nothing for a file that is for no
/// tool.
fn table(path: &Path, document: &Document, targets: &Targets, out: &mut impl Write) -> io::Result<()> {
    let Some(detection) = &document.detection else { return Ok(()) };
    writeln!(out, "{}: {}", path.display(), detection.document.title)?;
    let readings = readings(document, targets);
    if readings.is_empty() {
        writeln!(out, "  what {} does with it is not known", detection.document.tool)?;
    }
    let name = |tool: &str, version: &str| format!("{tool} {version}");
    let width = readings.iter().map(|reading| name(reading.loader.tool, reading.loader.version).len()).max();
    for reading in &readings {
        let tool = name(reading.loader.tool, reading.loader.version);
        writeln!(out, "  {tool:width$}  {}", reading.predicate(), width = width.unwrap_or_default())?;
        for loss in &reading.verdict.losses {
            writeln!(out, "  {:width$}  - {}", "", loss.text(), width = width.unwrap_or_default())?;
        }
    }
    writeln!(out)
}

/// The verdicts of one file as JSON. Lines and columns count from zero, columns in UTF-16 units, as LSP does.
fn json(path: &Path, document: &Document, targets: &Targets) -> serde_json::Value {
    let found = verdicts(document, targets, Encoding::Utf16);
    json!({ "path": path, "kind": found.kind, "reason": found.reason, "tools": found.tools })
}
