//! `agentls check --watch`: again whenever a file changes.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use agentls::settings;
use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};

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

fn watch(paths: &[PathBuf], look: impl Fn()) -> notify_debouncer_mini::notify::Result<()> {
    let (sender, changes) = mpsc::channel::<DebounceEventResult>();
    let mut debouncer = new_debouncer(QUIET, sender)?;
    for path in paths {
        // A file is watched by its folder: many editors put another file in its place.
        let folder = path.ancestors().find(|folder| folder.is_dir() || folder.as_os_str().is_empty());
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        debouncer.watcher().watch(folder, RecursiveMode::Recursive)?;
    }
    look();
    for events in changes {
        let events = events?;
        if events.iter().any(|event| concerns(&event.path)) {
            print("\n");
            look();
        }
    }
    Ok(())
}

/// Whether a file may be one to check, or changes how others are checked.
fn concerns(path: &Path) -> bool {
    let extension = path.extension();
    // YAML may be a dialect file of the project.
    extension.is_some_and(|extension| ["md", "mdc", "yaml", "yml"].iter().any(|known| extension == *known))
        || path.file_name().is_some_and(|name| name == settings::FILE)
        || settings::is_manifest(path)
}
