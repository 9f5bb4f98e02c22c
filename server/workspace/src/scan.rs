//! What files on disk tell each other, read once: for commands, which end before anything changes.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use agentls_analysis::index::{Facts, Fleet, agents_root, project_root};
use rayon::prelude::*;

use crate::paths::slashed;
use crate::projects::projects_around;
use crate::settings::Store;
use crate::walk::{self, Area, Reader, Within};

/// What files tell each other and are told by those around them: by their neighbours, by their projects as far as the
/// repository reaches, and by the home folder.
///
/// The files are given with what they tell, by their absolute paths with `/` between the parts.
#[must_use]
pub fn around(files: Vec<(Arc<str>, Facts)>, home: Option<&Path>, settings: &Store) -> Fleet {
    let areas: BTreeSet<Area> = files.iter().flat_map(|(path, _)| areas_of(path)).collect();
    let mut fleet = Fleet::default();
    for (path, facts) in files {
        fleet.set(&path, Some(facts));
    }
    let home = home.map(slashed);
    if let Some(home) = &home {
        fleet.set_home(home);
    }
    let known = Known { fleet: Mutex::new(fleet), settings, more: AtomicBool::new(false) };
    let areas: Vec<_> = areas.into_iter().chain(home.map(Area::Home)).collect();
    areas.par_iter().for_each(|area| walk::read_area(area, &Within::Everything, &known));
    let mut fleet = known.fleet.into_inner().unwrap_or_else(PoisonError::into_inner);
    fleet.set_complete(!known.more.into_inner());
    fleet
}

/// What a file tells others; none if that is nothing, or it cannot be read.
#[must_use]
pub fn facts(path: &Path, settings: &Store) -> Option<Facts> {
    walk::read_facts(path, settings)
}

/// The parts of the disk that are read for the sake of a file.
fn areas_of(path: &str) -> impl Iterator<Item = Area> {
    let projects = projects_around(project_root(path)).into_iter().map(Area::Project);
    std::iter::once(Area::Folder(agents_root(path).into())).chain(projects)
}

/// Takes in what is not known yet.
struct Known<'a> {
    fleet: Mutex<Fleet>,
    settings: &'a Store,
    /// Whether there is more than was read.
    more: AtomicBool,
}

impl Reader for Known<'_> {
    fn wants(&self, path: &str) -> bool {
        self.fleet.lock().unwrap_or_else(PoisonError::into_inner).get(path).is_none()
    }

    fn take(&self, path: Arc<str>, facts: Option<Facts>) {
        if let Some(facts) = facts {
            self.fleet.lock().unwrap_or_else(PoisonError::into_inner).set(&path, Some(facts));
        }
    }

    fn enter(&self, _folder: &Path, _is_link: bool) {}

    fn link(&self, _path: &Path) {}

    fn settings(&self) -> &Store {
        self.settings
    }

    fn stop(&self) {
        self.more.store(true, Ordering::Relaxed);
    }
}
