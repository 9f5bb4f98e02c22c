//! `agentls check --verdict`: what each tool does with each file, as a table or as JSON.

mod tally;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use agentls_analysis::document::Document;
use agentls_analysis::ide::verdict::verdicts_of;
use agentls_analysis::text::Encoding;
use agentls_analysis::verdicts::{ToolVerdict, kind, tool_verdicts};
use agentls_workspace::files;
use serde_json::json;

use super::complain;
use super::format::{ReportFormat, Style};
use super::input::{Checker, Input};
use super::no_agents::warn_if_none;
use super::role::{Role, is_dropped};
use super::text::{self, printable};
use super::totals::Totals;
use tally::Tally;

/// The exit code if a tool that counts does not load a file.
pub(crate) const NOT_LOADED: u8 = 3;

/// Which verdicts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Only {
    /// Tools that do not load the file.
    NotLoaded,
}

impl Only {
    fn includes(self, reading: &ToolVerdict) -> bool {
        match self {
            Self::NotLoaded => is_dropped(reading),
        }
    }
}

/// How verdicts are listed.
#[derive(Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) format: ReportFormat,
    pub(crate) only: Option<Only>,
}

/// Writes the verdicts on all files. Returns the exit code: 0 if each is loaded, 3 if one is not, 2 for arguments,
/// settings or files that could not be read.
pub(crate) fn run_verdict(input: &Input, listing: Listing) -> ExitCode {
    if !matches!(listing.format, ReportFormat::Human | ReportFormat::Json) {
        complain("--verdict supports only the formats `human` and `json`");
        return ExitCode::from(2);
    }
    let opener = match Checker::new(input) {
        Ok(opener) => opener,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write_verdicts(&opener, listing, &mut out) {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write the verdicts: {error}"));
            ExitCode::from(2)
        }
    }
}

fn write_verdicts(opener: &Checker<'_>, listing: Listing, out: &mut impl Write) -> io::Result<u8> {
    let (mut totals, mut tally, mut verdicts) = (Totals::default(), Tally::default(), Vec::new());
    let paths = opener.find_files();
    for report in opener.settings_reports(&paths) {
        totals.invalid += report.diagnostics.len();
        ReportFormat::Human.file(&report, Style::default(), &mut io::stderr())?;
    }
    for found in &paths {
        let path = found.clone();
        let (path, opened) = match path.and_then(|path| opener.load_file(&path).map(|opened| (path, opened)))
        {
            Ok(opened) => opened,
            Err(message) => {
                totals.unread += 1;
                complain(&message);
                continue;
            }
        };
        let path = opener.known_path(&path).unwrap_or(&path);
        let (document, targets) = (&opened.document, &opened.policy.targets);
        totals.count_file(Role::from_document(document));
        let mut tool_verdicts = tool_verdicts(document, targets);
        tally.add(&tool_verdicts);
        tool_verdicts.retain(|reading| listing.only.is_none_or(|only| only.includes(reading)));
        if document.detection.is_none() || tool_verdicts.is_empty() && listing.only.is_some() {
            continue;
        }
        if listing.format == ReportFormat::Human {
            table(path, document, &tool_verdicts, out)?;
        } else {
            verdicts.push(json(path, document, tool_verdicts));
        }
    }
    if listing.format == ReportFormat::Json {
        writeln!(out, "{}", text::json(&verdicts)?)?;
    } else {
        write!(out, "{tally}")?;
        writeln!(out, "{}", totals.summary_of_verdicts())?;
    }
    out.flush()?;
    warn_if_none(opener, &paths, &totals, &mut io::stderr());
    Ok(match totals {
        Totals { unread: 1.., .. } | Totals { invalid: 1.., .. } => 2,
        _ if tally.has_failures() || totals.not_loaded > 0 => NOT_LOADED,
        _ => 0,
    })
}

/// Writes the table of one file: a line for each tool, with the ignored parts below it.
fn table(
    path: &Path,
    document: &Document,
    tool_verdicts: &[ToolVerdict],
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(kind) = kind(document) else { return Ok(()) };
    writeln!(out, "{}: {}", printable(&files::to_slash(path)), printable(&kind.title))?;
    if tool_verdicts.is_empty() {
        match kind.validator {
            true => writeln!(out, "  no tool is known to look here")?,
            false => writeln!(out, "  what {} does with it is not known", printable(&kind.tool))?,
        }
    }
    let name = |reading: &ToolVerdict| format!("{} {}", reading.loader.tool(), reading.loader.version());
    let width = tool_verdicts.iter().map(|reading| name(reading).len()).max().unwrap_or_default();
    for reading in tool_verdicts {
        writeln!(out, "  {:width$}  {}", name(reading), printable(&reading.predicate()))?;
        let detail = &reading.verdict.detail;
        if !detail.is_empty() {
            writeln!(out, "  {:width$}  {}", "", printable(detail))?;
        }
        for ignored in &reading.verdict.ignored {
            writeln!(out, "  {:width$}  - {}", "", printable(&ignored.to_clause()))?;
        }
    }
    writeln!(out)
}

/// Returns the verdicts on one file as JSON. Lines and columns count from zero, columns in UTF-16 units, as in LSP.
fn json(path: &Path, document: &Document, tool_verdicts: Vec<ToolVerdict>) -> serde_json::Value {
    let found = verdicts_of(document, tool_verdicts, Encoding::Utf16);
    json!({ "path": files::to_slash(path), "kind": found.kind, "reason": found.reason, "tools": found.tools })
}
