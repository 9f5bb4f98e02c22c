//! `agentls check`: the findings in files and folders, as source excerpts.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use agentls_analysis::document::Document;
use agentls_analysis::rules::{Severity, diagnostics};

use super::{files, report};

/// The arguments of `agentls check`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files, and folders whose `.md` files are checked.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// What was found in all files together.
#[derive(Default)]
struct Totals {
    agents: usize,
    errors: usize,
    warnings: usize,
    others: usize,
    unread: usize,
}

/// Checks, prints, and gives the exit code: 0 without errors, 1 with some, 2 when a file could not be read.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let styled = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match check(arguments, styled, &mut out).and_then(|totals| out.flush().map(|()| totals)) {
        Ok(totals) if totals.unread > 0 => ExitCode::from(2),
        Ok(totals) => ExitCode::from(u8::from(totals.errors > 0)),
        // A reader that stops early, as `head` does, is no mistake of ours.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write the findings: {error}"));
            ExitCode::from(2)
        }
    }
}

fn check(arguments: &Arguments, styled: bool, out: &mut impl Write) -> io::Result<Totals> {
    let mut totals = Totals::default();
    for found in files::find(&arguments.paths) {
        let read = found.and_then(|path| files::read(&path).map(|text| (path, text)));
        let (path, text) = match read {
            Ok(read) => read,
            Err(message) => {
                totals.unread += 1;
                complain(&message);
                continue;
            }
        };
        let document = Document::new(Some(files::whole_path(&path).into()), 0, &text);
        totals.agents += usize::from(document.detection.is_some());
        for found in diagnostics(&document) {
            match found.severity {
                Severity::Error => totals.errors += 1,
                Severity::Warning => totals.warnings += 1,
                Severity::Information | Severity::Hint => totals.others += 1,
            }
            writeln!(out, "{}\n", report::excerpt(&path, &text, &found, styled))?;
        }
    }
    writeln!(out, "{}", totals.summary())?;
    Ok(totals)
}

impl Totals {
    fn summary(&self) -> String {
        let count = |number: usize, word: &str| match number {
            1 => format!("1 {word}"),
            number => format!("{number} {word}s"),
        };
        let mut found: Vec<_> = [(self.errors, "error"), (self.warnings, "warning"), (self.others, "note")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| count(number, word))
            .collect();
        if found.is_empty() {
            found.push("nothing found".to_owned());
        }
        let unread = if self.unread > 0 {
            format!("; {} not read", count(self.unread, "path"))
        } else {
            String::new()
        };
        format!("{} checked: {}{unread}", count(self.agents, "agent file"), found.join(", "))
    }
}

/// Says on standard error what went wrong.
fn complain(message: &str) {
    // There is no one left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "agentls: {message}");
}
