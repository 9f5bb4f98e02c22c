//! `agentls fix`: applies safe fixes to files.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions;
use agentls_analysis::lint::{Diagnostic, Fix, Replacement, diagnostics_for};
use agentls_workspace::files::{self, FoundFile, to_slash};
use rayon::prelude::*;

use super::diff;
use super::format::{ReportFormat, Style};
use super::input::{Checker, Input, LoadedFile};
use super::no_agents::warn_if_none;
use super::role::Role;
use super::text::printable;
use super::totals::{Totals, format_count};
use super::{complain, complain_to, print, write};

/// The exit codes, for `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  No problems are left
  1  Problems are left, or --diff shows changes
  2  Arguments or settings are invalid, or a file could not be read or written";

/// The arguments of `agentls fix`.
#[derive(clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct FixArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    how: FixOptions,
}

/// Which fixes are applied, and how.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct FixOptions {
    /// Also apply fixes that need review, because they may change what you meant.
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// Print the changes as a diff instead of writing them.
    #[arg(long)]
    pub(crate) diff: bool,
}

/// The consequence of invalid settings.
const UNFIXED: &str = "nothing was fixed";

/// A file with applied fixes, which may not be written.
pub(crate) struct FixedFile {
    path: PathBuf,
    role: Role,
    /// What was fixed, a line for each problem.
    done: Vec<String>,
    old: String,
    new: String,
    /// Number of remaining problems.
    left: usize,
    /// Number of remaining problems that `--unsafe-fixes` would fix.
    more: usize,
    /// A note for the user about how the file was written.
    note: Option<String>,
}

/// Applies fixes and reports them. Returns the exit code: 0 if nothing is left to do, 1 if problems remain or a diff is
/// not empty, 2 for arguments or files that could not be read or written.
pub(crate) fn run_fix(arguments: &FixArguments) -> ExitCode {
    files_or_filter(&arguments.input, arguments.how)
}

/// Like [`run_fix`], for the arguments of another command.
pub(crate) fn files_or_filter(input: &Input, how: FixOptions) -> ExitCode {
    let mut opener = match Checker::new(input) {
        Ok(opener) => opener,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    if input.reads_stdin() && !how.diff {
        return filter(&opener, input, how);
    }
    let paths = opener.find_files();
    if refuse(&opener, &paths, UNFIXED) {
        return ExitCode::from(2);
    }
    opener.survey(&paths);
    let fixed = all(&opener, &paths, how);
    fixed.iter().filter_map(Outcome::said).for_each(complain);
    let failed = fixed.iter().any(|file| file.failure().is_some());
    let unwritten = fixed.iter().filter(|file| matches!(file, Outcome::Unwritten(_))).count();
    let fixed: Vec<_> = fixed.iter().filter_map(Outcome::done).collect();
    let shown = match (how.diff, input.quiet) {
        (true, _) => {
            let one = |file: &&FixedFile| diff::unified(&file.path, &file.old, &file.new);
            diff::shown(fixed.iter().map(one).collect())
        }
        (false, true) => String::new(),
        (false, false) => summary(&fixed, unwritten),
    };
    let printed = print(&shown) == ExitCode::SUCCESS;
    let mut totals = Totals::default();
    fixed.iter().for_each(|file| totals.count_file(file.role));
    if !failed {
        warn_if_none(&opener, &paths, &totals, &mut io::stderr());
    }
    let left = fixed.iter().any(|file| file.left > 0 || how.diff && !file.done.is_empty());
    if failed || !printed { ExitCode::from(2) } else { ExitCode::from(u8::from(left)) }
}

/// Returns true if the settings are invalid, and reports that: files are changed only by the settings that were meant.
pub(super) fn refuse(opener: &Checker<'_>, paths: &[FoundFile], what: &str) -> bool {
    let settings = opener.settings_reports(paths);
    for report in &settings {
        // Nothing can be reported when standard error is closed.
        let _ = ReportFormat::Human.file(report, Style::default(), &mut io::stderr());
    }
    if !settings.is_empty() {
        complain(&format!("{what}: fix the settings first"));
    }
    !settings.is_empty()
}

/// Fixes standard input to standard output.
fn filter(opener: &Checker<'_>, input: &Input, how: FixOptions) -> ExitCode {
    if input.paths.len() > 1 {
        complain("`-` cannot be combined with other paths: it fixes standard input to standard output");
        return ExitCode::from(2);
    }
    if refuse(opener, &[Ok(PathBuf::from(files::STDIN))], UNFIXED) {
        return ExitCode::from(2);
    }
    match opener.load_file(Path::new(files::STDIN)) {
        Ok(opened) => {
            let fixed = fix_file(opener, Path::new(files::STDIN), &opened, how);
            let printed = print(&fixed.new);
            if printed == ExitCode::SUCCESS { ExitCode::from(u8::from(fixed.left > 0)) } else { printed }
        }
        Err(message) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

/// The result for a file.
pub(crate) enum Outcome {
    /// The file is fixed, or has nothing to fix.
    Done(FixedFile),
    /// It could not be read.
    Unread(String),
    /// It could not be written.
    Unwritten(String),
}

impl Outcome {
    /// Returns the error, if the file was not processed.
    fn failure(&self) -> Option<&str> {
        match self {
            Self::Unread(fault) | Self::Unwritten(fault) => Some(fault),
            Self::Done(_) => None,
        }
    }

    /// Returns the message for the user beside the fixes.
    fn said(&self) -> Option<&str> {
        self.failure().or_else(|| self.done()?.note.as_deref())
    }

    fn done(&self) -> Option<&FixedFile> {
        if let Self::Done(fixed) = self { Some(fixed) } else { None }
    }
}

/// Fixes all files, in order, and writes them unless only a diff is requested.
fn all(opener: &Checker<'_>, paths: &[FoundFile], how: FixOptions) -> Vec<Outcome> {
    let one = |found: &FoundFile| match found.clone().and_then(|path| Ok((opener.load_file(&path)?, path))) {
        Err(fault) => Outcome::Unread(fault),
        Ok((opened, path)) => {
            let fixed = fix_file(opener, &path, &opened, how);
            let changed = !how.diff && fixed.new != fixed.old;
            let written = if changed { write::replace_file(&path, &fixed.old, &fixed.new) } else { Ok(None) };
            written.map_or_else(Outcome::Unwritten, |note| Outcome::Done(FixedFile { note, ..fixed }))
        }
    };
    paths.par_iter().map(one).collect()
}

/// Fixes files before a check. Reports fixes to `notes`, so that standard output has only the report, which also names
/// unreadable files. Returns the number of files that could not be written.
pub(crate) fn before(
    opener: &Checker<'_>,
    paths: &[FoundFile],
    how: FixOptions,
    notes: &mut dyn Write,
) -> usize {
    let all = all(opener, paths, how);
    let unwritten = all.iter().filter(|file| matches!(file, Outcome::Unwritten(_))).count();
    let done: Vec<_> = all.iter().filter_map(Outcome::done).collect();
    // Nothing can be reported when standard error is closed.
    if !opener.input().quiet {
        let _ = notes.write_all(summary(&done, unwritten).as_bytes());
    }
    let said = all.iter().filter(|file| !matches!(file, Outcome::Unread(_)));
    said.filter_map(Outcome::said).for_each(|said| complain_to(notes, said));
    unwritten
}

fn fix_file(opener: &Checker<'_>, path: &Path, opened: &LoadedFile, how: FixOptions) -> FixedFile {
    let wanted = |found: &Diagnostic| opener.wants(found.rule.code, found.severity);
    let pick = |found: &Diagnostic, fix: &Fix, all: bool| wanted(found) && (fix.safe || all && fix.preferred);
    let LoadedFile { document, policy, text } = opened;
    let name = to_slash(opener.known_path(path).unwrap_or(path));
    let mut new = None;
    let mut done = Vec::new();
    let line = |document: &Document, found: &Diagnostic, title: &str| {
        let line = document.text.line_at(found.range.start) + 1;
        format!("{}:{line}: {} ({})\n", printable(&name), printable(title), found.rule.code)
    };
    let found = diagnostics_for(document, policy);
    if let Some(action) =
        actions::fix_picked(document, &found, policy, |found, fix| pick(found, fix, how.unsafe_fixes))
    {
        let said = |found: &&Diagnostic| {
            let fix = found.fixes.iter().find(|fix| pick(found, fix, how.unsafe_fixes));
            line(document, found, fix.map_or("fixed with the others", |fix| &fix.title))
        };
        done = action.fixed.iter().filter(|found| wanted(found)).map(|found| said(&found)).collect();
        let text = applied(text, &action.edits);
        new = Some((document.with_text(&text), text));
    }
    let (after, text_after) = new.as_ref().map_or((document, text), |(document, text)| (document, text));
    let answers = opener.cross_file_actions(after, policy, how.unsafe_fixes);
    if !answers.is_empty() {
        let said = answers
            .iter()
            .flat_map(|action| action.fixed.iter().map(|found| line(after, found, &action.title)));
        done.extend(said);
        let edits: Vec<_> = answers.iter().flat_map(|action| &action.edits).cloned().collect();
        let text = applied(text_after, &edits);
        new = Some((document.with_text(&text), text));
    }
    let (after, text_after) = new.as_ref().map_or((document, text), |(document, text)| (document, text));
    let left = opener.diagnostics(after, policy).iter().filter(|found| wanted(found)).count();
    let more = if left == 0 || how.unsafe_fixes {
        0
    } else {
        let rest = diagnostics_for(after, policy);
        let alone = actions::fix_picked(after, &rest, policy, |found, fix| pick(found, fix, true));
        let among = opener.cross_file_actions(after, policy, true);
        let all = alone.iter().chain(&among).flat_map(|action| &action.fixed);
        all.filter(|found| wanted(found)).count()
    };
    let role = Role::from_document(document);
    FixedFile {
        path: PathBuf::from(name),
        role,
        done,
        old: text.clone(),
        new: text_after.clone(),
        left,
        more,
        note: None,
    }
}

/// Returns the diagnostics of a document that `agentls fix` would fix.
pub(super) fn fixable(
    opener: &Checker<'_>,
    LoadedFile { document, policy, .. }: &LoadedFile,
) -> Vec<Diagnostic> {
    let pick = |found: &Diagnostic, fix: &Fix| opener.wants(found.rule.code, found.severity) && fix.safe;
    let found = diagnostics_for(document, policy);
    let own =
        actions::fix_picked(document, &found, policy, pick).map_or_else(Vec::new, |action| action.fixed);
    let among = opener.cross_file_actions(document, policy, false);
    own.into_iter().chain(among.into_iter().flat_map(|action| action.fixed)).collect()
}

/// Returns the text with replacements applied.
fn applied(text: &str, edits: &[Replacement]) -> String {
    let (mut new, mut at) = (String::with_capacity(text.len()), 0);
    for Replacement { range, text: replacement } in edits {
        new += text.get(at..range.start).unwrap_or_default();
        new += replacement;
        at = range.end;
    }
    new + text.get(at..).unwrap_or_default()
}

/// Returns the fixes, line by line, and the totals.
fn summary(fixed: &[&FixedFile], unwritten: usize) -> String {
    let mut text: String = fixed.iter().flat_map(|file| &file.done).map(String::as_str).collect();
    let sum = |number: fn(&FixedFile) -> usize| fixed.iter().map(|file| number(file)).sum::<usize>();
    let (done, left, more) = (sum(|file| file.done.len()), sum(|file| file.left), sum(|file| file.more));
    let files = fixed.iter().filter(|file| !file.done.is_empty()).count();
    text += &match done {
        0 if unwritten > 0 => "nothing fixed".to_owned(),
        0 => "nothing to fix".to_owned(),
        _ => format!("{} fixed in {}", format_count(done, "problem"), format_count(files, "file")),
    };
    if left > 0 {
        text += &format!("; {left} left");
    }
    if more > 0 {
        text += &format!(" ({more} with a fix that needs review: --unsafe-fixes)");
    }
    if unwritten > 0 {
        text += &format!("; {} not written", format_count(unwritten, "file"));
    }
    text + "\n"
}
