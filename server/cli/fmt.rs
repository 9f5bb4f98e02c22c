//! `agentls fmt`: formats the front matter of files.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use agentls_analysis::document::Document;
use agentls_analysis::ide::formatting::{Unformatted, format};
use agentls_analysis::lint::{Diagnostic, Severity, diagnostics_for};
use agentls_analysis::text::Encoding;
use agentls_workspace::files::{self, FoundFile, to_slash};
use rayon::prelude::*;

use super::fix::refuse;
use super::input::{Checker, Exclude, Input, LoadedFile};
use super::no_agents::warn_if_none;
use super::role::Role;
use super::text::printable;
use super::totals::{Totals, format_count};
use super::{complain, diff, print, write};

/// What is formatted, and the exit codes, for `--help`.
const AFTER_HELP: &str = "\
Only the front matter of agent files is formatted: its indentation, quotes, spaces and empty lines, as Prettier
does it. The text below it, comments, and where lines are broken stay as they are. A file is formatted only if every tool
that reads it has the same of it before and after. A comment `# prettier-ignore` keeps the key below it, above the first
key all of them.

Exit codes:
  0  All files are formatted
  1  With --check or --diff: some are not
  2  Arguments or settings are invalid, a file has invalid YAML, or could not be read or written";

/// The arguments of `agentls fmt`.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct FmtArguments {
    /// Files, folders (searched for markdown files), globs, or `-` to format standard input to standard output.
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Path that standard input is formatted as; it determines the kind of file.
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Write nothing; list the files that are not formatted.
    #[arg(long)]
    check: bool,
    /// Write nothing; print the changes as a diff.
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    exclude: Exclude,
    /// Print errors only.
    #[arg(long, short)]
    quiet: bool,
}

/// The consequence of invalid settings.
const UNFORMATTED: &str = "nothing was formatted";

/// What became of a file.
struct Formatted {
    path: PathBuf,
    role: Role,
    old: String,
    /// The formatted text, or the old one.
    new: String,
    /// A line for the user, on why it is left as it is or how it was written.
    note: Option<String>,
    /// Whether it has invalid YAML.
    invalid: bool,
}

/// Formats files and reports them. Returns the exit code.
pub(crate) fn run_fmt(arguments: FmtArguments) -> ExitCode {
    let FmtArguments { paths, stdin_filename, check, diff, exclude, quiet } = arguments;
    let mut input = Input::of_paths(paths, Vec::new(), exclude);
    (input.stdin_filename, input.quiet) = (stdin_filename, quiet);
    let opener = match Checker::new(&input) {
        Ok(opener) => opener,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let is_filter = input.reads_stdin();
    if is_filter && input.paths.len() > 1 {
        complain("`-` cannot be combined with other paths: it formats standard input to standard output");
        return ExitCode::from(2);
    }
    let is_asked = check || diff;
    let (is_written, is_printed) = (!is_asked && !is_filter, !is_asked && is_filter);
    let paths = opener.find_files();
    if refuse(&opener, &paths, UNFORMATTED) {
        // An editor may replace its text with what is printed.
        if let (true, Ok(file)) = (is_printed, opener.load_file(Path::new(files::STDIN))) {
            let _ = print(&file.text);
        }
        return ExitCode::from(2);
    }
    let one = |found: &FoundFile| -> Result<Formatted, String> {
        let path = found.clone()?;
        let formatted = format_file(&opener, &path, &opener.load_file(&path)?);
        if !is_written || formatted.new == formatted.old {
            return Ok(formatted);
        }
        let note = write::replace_file(&path, &formatted.old, &formatted.new)?;
        Ok(Formatted { note: note.or(formatted.note), ..formatted })
    };
    let outcomes: Vec<_> = paths.par_iter().map(one).collect();
    let mut totals = Totals::default();
    outcomes.iter().flatten().for_each(|file| totals.count_file(file.role));
    for outcome in &outcomes {
        match outcome {
            Ok(file) if quiet && !file.invalid => {}
            Ok(file) => file.note.iter().for_each(|note| complain(note)),
            Err(fault) => complain(fault),
        }
    }
    let failed = outcomes.iter().any(|outcome| outcome.as_ref().map_or(true, |file| file.invalid));
    let files: Vec<_> = outcomes.iter().flatten().collect();
    let printed = print(&match () {
        () if diff => {
            diff::shown(files.iter().map(|file| diff::unified(&file.path, &file.old, &file.new)).collect())
        }
        () if is_printed => files.iter().map(|file| file.new.as_str()).collect(),
        () if quiet => String::new(),
        () => summary(&files, outcomes.len() - files.len(), check),
    });
    if !failed && !is_printed {
        warn_if_none(&opener, &paths, &totals, &mut io::stderr());
    }
    let changes = files.iter().any(|file| file.old != file.new);
    if failed || printed != ExitCode::SUCCESS {
        ExitCode::from(2)
    } else {
        ExitCode::from(u8::from(is_asked && changes))
    }
}

fn format_file(opener: &Checker<'_>, path: &Path, file: &LoadedFile) -> Formatted {
    let LoadedFile { text, document, policy } = file;
    let path = PathBuf::from(to_slash(opener.known_path(path).unwrap_or(path)));
    let name = printable(&path.to_string_lossy()).into_owned();
    let (mut new, mut note, mut invalid) = (text.clone(), None, false);
    match format(document) {
        Ok(edit) => edit.into_iter().for_each(|edit| new.replace_range(edit.range, &edit.text)),
        Err(Unformatted::Invalid(at)) => {
            // Some tools read front matter that is not YAML, and want it so.
            let is_told = |found: &Diagnostic| {
                found.severity <= Severity::Warning && (found.range.start..=found.range.end).contains(&at)
            };
            invalid = diagnostics_for(document, policy).iter().any(is_told);
            let reason = match invalid {
                true => "the front matter is invalid here; `agentls check` says why",
                false => "this is no valid front matter, which its tools let pass",
            };
            note = Some(format!("{}: not formatted: {reason}", place(&path, document, at)));
        }
        Err(Unformatted::TooLong) => {
            note = Some(format!("{name}: not formatted: the front matter is too long"));
        }
        Err(Unformatted::Unsure) => {
            note = Some(format!("{name}: left as it is: formatting could change what a tool reads"));
        }
    }
    Formatted { path, role: Role::from_document(document), old: text.clone(), new, note, invalid }
}

/// Returns a place as `path:line:column`, both counted from one.
fn place(path: &Path, document: &Document, at: usize) -> String {
    let position = document.text.position(at, Encoding::Utf32);
    format!("{}:{}:{}", printable(&path.to_string_lossy()), position.line + 1, position.column + 1)
}

/// Returns the files that were formatted, or would be, and how many became what. `failed` could not be read or written.
fn summary(files: &[&Formatted], failed: usize, check: bool) -> String {
    let changed: Vec<_> = files.iter().filter(|file| file.old != file.new).collect();
    let verb = if check { "would format" } else { "formatted" };
    let mut text: String =
        changed.iter().map(|file| format!("{verb} {}\n", printable(&file.path.to_string_lossy()))).collect();
    let agents = files.iter().filter(|file| file.role.is_agent()).count();
    let left = files.iter().filter(|file| file.note.is_some() && file.old == file.new).count();
    let right = agents.saturating_sub(changed.len() + left);
    let count = |number| format_count(number, "file");
    let mut parts = Vec::new();
    if !changed.is_empty() {
        parts.push(format!("{} {}", count(changed.len()), if check { "to format" } else { "formatted" }));
    }
    if right > 0 {
        parts.push(format!("{} formatted already", count(right)));
    }
    if left > 0 {
        parts.push(format!("{} left as {}", count(left), if left == 1 { "it is" } else { "they are" }));
    }
    if failed > 0 {
        parts.push(format!("{} not read or written", count(failed)));
    }
    if parts.is_empty() {
        parts.push("nothing to format".to_owned());
    }
    text += &parts.join(", ");
    text + "\n"
}
