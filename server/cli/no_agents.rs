//! Warns if there was no agent file among the files: a wrong path must not pass as a clean one.

use std::io::Write;
use std::path::PathBuf;

use agentls_workspace::files::{self, FoundFile, is_wanted};

use super::complain_to;
use super::input::{Checker, Input};
use super::totals::{Totals, format_count};

/// Maximum number of paths in the warning; of more, it shows the number.
const MOST_NAMED: usize = 3;

/// Warns if all files were read, none is an agent file and no problem says why. The exit code stays the same: hooks
/// pass whatever files changed.
pub(crate) fn warn_if_none(
    opener: &Checker<'_>,
    paths: &[FoundFile],
    totals: &Totals,
    notes: &mut dyn Write,
) {
    if opener.input().quiet {
        return;
    }
    if totals.agents == 0 && totals.unread == 0 && !totals.any() {
        complain_to(notes, &format!("warning: {}", message(opener, paths, totals)));
    }
}

fn message(opener: &Checker<'_>, paths: &[FoundFile], totals: &Totals) -> String {
    let input: &Input = opener.input();
    if input.paths.iter().all(|path| files::is_stdin(path)) && input.stdin_filename.is_none() {
        return "standard input is not an agent file. `--stdin-filename` says which file it stands for"
            .to_owned();
    }
    let kind = if paths.iter().flatten().all(|path| is_wanted(path)) { "markdown file" } else { "file" };
    let alike = match totals.unplaced {
        0 => String::new(),
        number => format!(", {number} of them with `name` and `description`"),
    };
    let excluded = if opener.has_left_out() { "; some are excluded" } else { "" };
    format!(
        "no agent file in {} ({} looked at{alike}{excluded}). `agentls dialects` lists where tools look; [[locations]] in \
         agentls.toml names other places",
        list_paths(&input.paths),
        format_count(totals.read, kind)
    )
}

/// Lists the paths as they were given.
fn list_paths(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().take(MOST_NAMED).map(|path| files::to_slash(path)).collect();
    match paths.len() - names.len() {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
