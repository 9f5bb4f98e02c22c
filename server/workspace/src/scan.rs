//! Builds the index from the files on disk once, for commands.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use agentls_analysis::index::{AgentIndex, DocumentSummary, agents_root, project_root};
use rayon::prelude::*;

use crate::paths::to_slash;
use crate::projects::projects_around;
use crate::settings::SettingsCache;
use crate::walk::{self, FileVisitor, ScanRoot, Within};

/// Builds the index of the given files and the files that are visible to them: their siblings, those of their projects
/// up to the root of the repository, and of the home folder.
///
/// The files are given with their summaries, by absolute paths with `/` as separator.
#[must_use]
pub fn build_index(
    files: Vec<(Arc<str>, DocumentSummary)>,
    home: Option<&Path>,
    settings: &SettingsCache,
) -> AgentIndex {
    let areas = areas_of(files.iter().map(|(path, _)| &**path));
    let mut index = AgentIndex::default();
    for (path, summary) in files {
        index.set(&path, Some(summary));
    }
    let home = home.map(to_slash);
    if let Some(home) = &home {
        index.set_home(home);
    }
    let known = ScanState { index: Mutex::new(index), settings, more: AtomicBool::new(false) };
    let areas: Vec<_> = areas.into_iter().chain(home.map(ScanRoot::Home)).collect();
    areas.par_iter().for_each(|area| walk::read_area(area, &Within::Everything, &known));
    let mut index = known.index.into_inner().unwrap_or_else(PoisonError::into_inner);
    index.set_complete(!known.more.into_inner());
    index
}

/// Returns the summary of a file, or `None` if it is empty or the file cannot be read.
#[must_use]
pub fn summary(path: &Path, settings: &SettingsCache) -> Option<DocumentSummary> {
    walk::read_summary(path, settings)
}

/// Returns the scan roots of files.
fn areas_of<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> BTreeSet<ScanRoot> {
    let folders: BTreeSet<&str> = paths.clone().map(agents_root).collect();
    let roots: BTreeSet<&str> = paths.map(project_root).collect();
    let projects = roots.into_iter().flat_map(projects_around).map(ScanRoot::Project);
    folders.into_iter().map(|folder| ScanRoot::Folder(folder.into())).chain(projects).collect()
}

/// Merges the summaries of files that are not in the index yet.
struct ScanState<'a> {
    index: Mutex<AgentIndex>,
    settings: &'a SettingsCache,
    /// Whether a limit was reached.
    more: AtomicBool,
}

impl FileVisitor for ScanState<'_> {
    fn needs_read(&self, path: &str) -> bool {
        self.index.lock().unwrap_or_else(PoisonError::into_inner).get(path).is_none()
    }

    fn visit(&self, path: Arc<str>, summary: Option<DocumentSummary>) {
        if let Some(summary) = summary {
            self.index.lock().unwrap_or_else(PoisonError::into_inner).set(&path, Some(summary));
        }
    }

    fn watches(&self) -> bool {
        false
    }

    fn enter_dir(&self, _folder: &Path, _is_link: bool) {}

    fn visit_link(&self, _path: &Path) {}

    fn settings(&self) -> &SettingsCache {
        self.settings
    }

    fn limit_reached(&self) {
        self.more.store(true, Ordering::Relaxed);
    }
}
