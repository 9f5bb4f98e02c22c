//! `agentls check`: the findings in files and folders, as source excerpts.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use agentls::settings::Settings;
use agentls_analysis::document::Document;
use agentls_analysis::rules::{Severity, diagnostics_for};
use agentls_analysis::verdicts::Targets;

use super::{complain, files, report, verdict};

/// The arguments of `agentls check`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files, and folders whose `.md` files are checked.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what each tool does with each file, and not what is wrong in it.
    #[arg(long)]
    verdict: bool,
    /// How the verdicts are written.
    #[arg(long, value_enum, default_value_t, requires = "verdict")]
    format: Format,
    /// A tool for which the files have to be right, as `agentls.toml` would name it. May be given several times.
    #[arg(long, value_name = "TOOL")]
    target: Vec<String>,
}

impl Arguments {
    fn settings(&self) -> Settings {
        Settings { targets: Some(self.target.clone()).filter(|targets| !targets.is_empty()) }
    }
}

/// How verdicts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for each file.
    #[default]
    Table,
    /// One JSON array.
    Json,
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

/// Checks, prints, and gives the exit code: 0 without errors, 1 with some, 2 when a file or the settings could not be
/// read.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match check(arguments, &mut out).and_then(|totals| out.flush().map(|()| totals)) {
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

fn check(arguments: &Arguments, out: &mut impl Write) -> io::Result<Totals> {
    let given = arguments.settings();
    if let Err(error) = given.targets() {
        complain(&format!("--target: {error}"));
        return Ok(Totals { unread: 1, ..Totals::default() });
    }
    let styled = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut totals = Totals::default();
    let mut verdicts = Vec::new();
    for found in files::find(&arguments.paths) {
        let (path, document, text, targets) = match found.and_then(|path| read(&given, path)) {
            Ok(read) => read,
            Err(message) => {
                totals.unread += 1;
                complain(&message);
                continue;
            }
        };
        totals.agents += usize::from(document.detection.is_some());
        let found = diagnostics_for(&document, &targets);
        found.iter().for_each(|found| totals.add(found.severity));
        if !arguments.verdict {
            for found in &found {
                writeln!(out, "{}\n", report::excerpt(&path, &text, found, styled))?;
            }
        } else if arguments.format == Format::Table {
            verdict::table(&path, &document, &targets, out)?;
        } else if document.detection.is_some() {
            verdicts.push(verdict::json(&path, &document, &targets));
        }
    }
    if arguments.verdict && arguments.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &verdicts)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{}", totals.summary())?;
    }
    Ok(totals)
}

/// A file with its text, and the tools for which it has to be right.
///
/// # Errors
/// A sentence about the file or the settings that cannot be read.
fn read(given: &Settings, path: PathBuf) -> Result<(PathBuf, Document, String, Targets), String> {
    let text = files::read(&path)?;
    let whole = files::whole_path(&path);
    let settings = given.or(&Settings::of(Path::new(&whole))?);
    let targets = settings.targets()?;
    Ok((path, Document::new(Some(whole.into()), 0, &text), text, targets))
}

impl Totals {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Information | Severity::Hint => self.others += 1,
        }
    }

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
