//! `agentls check --watch`: again whenever a file changes.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use agentls::settings;
use notify::{Event, EventKind, RecursiveMode, Watcher};

use crate::cli::{complain, print};

/// How long nothing must change before the next check: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(100);

/// Checks once, and again whenever a file below the paths changes that may matter. Ends only when files cannot be
/// watched, with 2.
pub(super) fn run(paths: &[PathBuf], look: impl Fn()) -> ExitCode {
    match watch(paths, look) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot watch the files: {error}"));
            ExitCode::from(2)
        }
    }
}

fn watch(paths: &[PathBuf], look: impl Fn()) -> notify::Result<()> {
    let (sender, changes) = mpsc::channel::<notify::Result<Event>>();
    let mut watcher = notify::recommended_watcher(sender)?;
    for path in paths {
        // A file is watched by its folder: many editors put another file in its place.
        let folder = path.ancestors().find(|folder| folder.is_dir() || folder.as_os_str().is_empty());
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    look();
    while let Ok(event) = changes.recv() {
        let mut due = concerns(&event?);
        while let Ok(event) = changes.recv_timeout(QUIET) {
            due |= concerns(&event?);
        }
        if due {
            print("\n");
            look();
        }
    }
    Ok(())
}

/// Whether an event may change what a check reports. That a file was opened or read is none: a check does so itself.
fn concerns(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| matters(path))
}

/// Whether a file may be one to check, or changes how others are checked.
fn matters(path: &Path) -> bool {
    let extension = path.extension();
    // YAML may be a dialect file of the project.
    extension.is_some_and(|extension| ["md", "mdc", "yaml", "yml"].iter().any(|known| extension == *known))
        || path.file_name().is_some_and(|name| name == settings::FILE)
        || settings::is_manifest(path)
}
