//! `agentls check --watch`: checks again whenever a file changes, and prints only different results.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use agentls_workspace::settings;
use notify::{Event, EventKind, RecursiveMode, Watcher};

use crate::cli::{complain, print};

/// How long no file must change before the next check: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(100);

/// The output of one check.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Said {
    /// For standard output.
    pub(super) report: Vec<u8>,
    /// For standard error.
    pub(super) notes: Vec<u8>,
}

/// Checks once, and again whenever a relevant file below the paths changes. Prints the output if it differs from the
/// one before; with `fixes`, each fix is reported. Returns only if files cannot be watched, with 2.
pub(super) fn watch_paths(paths: &[PathBuf], fixes: bool, look: impl Fn(&mut Said)) -> ExitCode {
    match watch(paths, fixes, look) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot watch the files: {error}"));
            ExitCode::from(2)
        }
    }
}

fn watch(paths: &[PathBuf], fixes: bool, look: impl Fn(&mut Said)) -> notify::Result<()> {
    let (sender, changes) = mpsc::channel::<notify::Result<Event>>();
    let mut watcher = notify::recommended_watcher(sender)?;
    for path in paths {
        // The folder is watched: many editors replace a file instead of writing to it.
        let folder = path.ancestors().find(|folder| folder.is_dir() || folder.as_os_str().is_empty());
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    let mut is_first = true;
    follow(&changes, fixes, look, |said| {
        // Nothing can be reported when the outputs are closed.
        let _ = io::stderr().write_all(&said.notes);
        if !std::mem::take(&mut is_first) {
            print("\n");
        }
        let _ = io::stdout().write_all(&said.report);
    })
}

/// Checks once, and again after each relevant change. Prints outputs that differ from the one before.
fn follow(
    changes: &Receiver<notify::Result<Event>>,
    fixes: bool,
    look: impl Fn(&mut Said),
    mut show: impl FnMut(&Said),
) -> notify::Result<()> {
    let look = || {
        let mut said = Said::default();
        look(&mut said);
        said
    };
    let mut last = Said::default();
    loop {
        let said = look();
        if said != last {
            show(&said);
            // The next check has nothing more to fix, and different output.
            last = if fixes { look() } else { said };
        }
        let mut due = false;
        while !due {
            let Ok(event) = changes.recv() else { return Ok(()) };
            due = is_relevant(&event?);
            while let Ok(event) = changes.recv_timeout(QUIET) {
                due |= is_relevant(&event?);
            }
        }
    }
}

/// Whether an event can affect a check. Opening or reading a file cannot: a check does so itself.
fn is_relevant(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| matters(path))
}

/// Whether a file may have to be checked, or affects how others are checked.
fn matters(path: &Path) -> bool {
    let extension = path.extension();
    // YAML may be a dialect file of the project or an agent, and TOML an agent.
    extension
        .is_some_and(|extension| ["md", "mdc", "yaml", "yml", "toml"].iter().any(|known| extension == *known))
        || path.file_name().is_some_and(|name| name == settings::FILE)
        || settings::is_manifest(path)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use notify::event::ModifyKind;

    use super::*;

    /// Returns what is printed for these consecutive checks, each after a change.
    fn shown(fixes: bool, all: &[(&str, &str)]) -> Vec<String> {
        let (sender, changes) = mpsc::channel();
        let (sender, next, mut shown) = (Cell::new(Some(sender)), Cell::new(0), Vec::new());
        let look = |said: &mut Said| {
            let (report, notes) = all[next.get()];
            *said = Said { report: report.into(), notes: notes.into() };
            next.set(next.get() + 1);
            if let Some(open) = sender.take().filter(|_| next.get() < all.len()) {
                let event = Event::new(EventKind::Modify(ModifyKind::Any)).add_path("x.md".into());
                open.send(Ok(event)).unwrap();
                sender.set(Some(open));
            }
        };
        let show = |said: &Said| {
            shown.push(format!(
                "{}{}",
                String::from_utf8_lossy(&said.report),
                String::from_utf8_lossy(&said.notes)
            ));
        };
        follow(&changes, fixes, look, show).unwrap();
        shown
    }

    #[test]
    fn the_same_is_said_once() {
        let all = [("a", ""), ("a", ""), ("a", "note"), ("a", "note"), ("b", "note"), ("a", "note")];
        assert_eq!(shown(false, &all), ["a", "anote", "bnote", "anote"]);
    }

    #[test]
    fn a_fix_is_not_followed_by_the_same_report() {
        let (fixed, not) = (("a", "fixed"), ("a", "nothing to fix"));
        // The change made by a fix is checked as well.
        assert_eq!(shown(true, &[fixed, not, not, fixed, not, not]), ["afixed", "afixed"]);
    }
}
