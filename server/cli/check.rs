//! `agentls check`: checks files and folders, and reports diagnostics.

mod baseline;
mod pass;
mod show_files;
mod statistics;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::diagnostic::Report;
use super::format::{Fixes, ReportFormat, Style};
use super::input::{Checker, Input};
use super::no_agents::warn_if_none;
use super::verdict::{self, Listing, Only};
use super::{complain, complain_to, fix};
use agentls_workspace::files;
use baseline::Baseline;

/// The exit codes, for `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  No problems; with --verdict, every file loads in the tools it is for
  1  Problems were reported
  2  Arguments or settings are invalid, or a file could not be read or written
  3  With --verdict: a file does not load in a tool it is for, or in no tool at all";

/// The arguments of `agentls check`.
#[derive(clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    input: Input,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Do not report the problems that this baseline file holds.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all problems to the file given by `--baseline` instead of reporting them.
    #[arg(long, requires = "baseline", conflicts_with_all = ["watch", "verdict"])]
    write_baseline: bool,
    /// Apply safe fixes first, and report what is left.
    #[arg(long, conflicts_with_all = ["verdict", "write_baseline"])]
    fix: bool,
    #[command(flatten)]
    how: fix::FixOptions,
    /// Check again whenever a file changes, and report when the result differs.
    #[arg(long, conflicts_with = "verdict")]
    watch: bool,
    /// Print the number of problems of each rule instead of the problems.
    #[arg(long, conflicts_with_all = ["verdict", "write_baseline", "diff"])]
    statistics: bool,
    /// Print the agent files that would be checked, and check nothing.
    #[arg(long, conflicts_with_all = ["verdict", "write_baseline", "diff", "fix", "watch"])]
    show_files: bool,
    /// Exit with 0 even if there are problems, or files that do not load.
    #[arg(long)]
    exit_zero: bool,
    /// Report what each tool does with each file, instead of problems.
    #[arg(long)]
    verdict: bool,
    /// With `--verdict`, list only some of the tools.
    #[arg(long, value_enum, requires = "verdict", value_name = "VERDICTS")]
    only: Option<Only>,
    /// Whether to color the output.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    color: clap::ColorChoice,
}

/// Checks and reports. Returns the exit code: 0 if there is no problem, 1 if there is one, 2 for arguments, settings or
/// files that could not be read. With `--exit-zero`, only the last is not 0.
pub(crate) fn run_check(arguments: &CheckArguments) -> ExitCode {
    let code = run_kind(arguments);
    let is_about_files = [1, verdict::NOT_LOADED].map(ExitCode::from).contains(&code);
    if arguments.exit_zero && is_about_files { ExitCode::SUCCESS } else { code }
}

/// Runs the kind of check that the arguments ask for.
fn run_kind(arguments: &CheckArguments) -> ExitCode {
    if arguments.show_files {
        return show_files::print_files(&arguments.input);
    }
    if arguments.statistics && !matches!(arguments.format, ReportFormat::Human | ReportFormat::Json) {
        complain("--statistics supports only the formats `human` and `json`");
        return ExitCode::from(2);
    }
    if arguments.verdict {
        return verdict::run_verdict(
            &arguments.input,
            Listing { format: arguments.format, only: arguments.only },
        );
    }
    if arguments.how.diff {
        return fix::files_or_filter(&arguments.input, arguments.how);
    }
    if arguments.watch {
        return watch::watch_paths(&arguments.input.paths, arguments.fix, |said| {
            once(arguments, &mut said.report, &mut said.notes);
        });
    }
    let code = once(arguments, &mut io::BufWriter::new(io::stdout().lock()), &mut io::stderr());
    ExitCode::from(code)
}

/// Checks and reports; messages beside the report go to `notes`. Returns the exit code.
fn once(arguments: &CheckArguments, out: &mut dyn Write, notes: &mut dyn Write) -> u8 {
    pass(arguments, out, notes).unwrap_or_else(|message| {
        complain_to(notes, &message);
        2
    })
}

fn pass(arguments: &CheckArguments, out: &mut dyn Write, notes: &mut dyn Write) -> Result<u8, String> {
    let mut opener = Checker::new(&arguments.input)?;
    let writes = arguments.write_baseline;
    let mut baseline = match &arguments.baseline {
        Some(path) if !writes => Baseline::from_file(path)?,
        _ => Baseline::default(),
    };
    let paths = opener.find_files();
    let settings = opener.settings_reports(&paths);
    // With invalid settings, nothing is fixed.
    let unwritten = if arguments.fix && settings.is_empty() {
        // A fix in one file can depend on others.
        opener.survey(&paths);
        fix_first(arguments, &opener, &paths, notes)?
    } else {
        0
    };
    opener.survey(&paths);
    let fixes = if arguments.statistics { Fixes::Safe } else { arguments.format.fixes() };
    let pass = pass::CheckRun { opener: &opener, fixes };
    if let (true, Some(file)) = (writes, &arguments.baseline) {
        if fix::refuse(&opener, &paths, "no baseline was written") {
            return Ok(2);
        }
        return baseline::write_baseline(file, &pass, &paths);
    }
    let style = Style::of_stdout(arguments.color, arguments.input.quiet);
    let report = pass::ReportStyle { format: arguments.format, style, counts: arguments.statistics };
    let mut take_known = |report: &mut Report| baseline.take_known(report);
    let totals = pass.report(settings, &paths, report, &mut take_known, (&mut *out, &mut *notes));
    let totals = totals.and_then(|totals| out.flush().map(|()| totals));
    if let Ok(totals) = &totals {
        warn_if_none(&opener, &paths, totals, notes);
    }
    match totals {
        Ok(totals) if totals.unread > 0 || totals.invalid > 0 || unwritten > 0 => Ok(2),
        Ok(totals) => Ok(u8::from(totals.any())),
        // A closed pipe, as with `head`, is not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        Err(error) => Err(format!("cannot write the report: {error}")),
    }
}

/// Fixes the files before the check. Returns the number of files that could not be written.
///
/// # Errors
/// If standard input is among the files: it cannot be fixed in place.
fn fix_first(
    arguments: &CheckArguments,
    opener: &Checker<'_>,
    paths: &[files::FoundFile],
    notes: &mut dyn Write,
) -> Result<usize, String> {
    if paths.iter().flatten().any(|path| files::is_stdin(path)) {
        return Err("standard input cannot be fixed in place; `agentls fix -` prints it fixed".to_owned());
    }
    Ok(fix::before(opener, paths, arguments.how, notes))
}
