//! Caches settings: each settings file is read once, until it is reported as changed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::dialect::PathNames;
use agentls_analysis::lint::Policy;

use super::manifests::{self, Manifest};
use super::problem::SettingsError;
use super::project::{Editor, Project};
use super::read::{HEAVY, ParsedSettings};
use super::user::{SettingsFile, UserSettings};
use super::{FILE, servers};
use crate::links::Links;
use crate::paths;

/// The settings of all files, shared between threads.
#[derive(Debug, Default)]
pub struct SettingsCache {
    state: Mutex<State>,
    /// Held during a reload.
    reading: Mutex<()>,
    links: Links,
}

#[derive(Clone, Debug, Default)]
struct State {
    /// Whether requests wait for results, so that large files are left to [`SettingsCache::reload`].
    hurried: bool,
    /// The settings of the editor.
    editor: Arc<ParsedSettings>,
    /// Where the settings of the user are, if they count.
    user: Option<Arc<UserSettings>>,
    /// The workspace folders, with a trailing `/`.
    roots: Vec<String>,
    /// The resolved settings by folder.
    folders: HashMap<PathBuf, Arc<Project>>,
    /// The manifests by folder, including those of parent folders, the outermost first.
    manifests: HashMap<PathBuf, Arc<[Manifest]>>,
    /// The resolved settings before a reload.
    before: HashMap<PathBuf, Arc<Project>>,
    nowhere_before: Option<Arc<Project>>,
    /// Whether the dialects have changed, or settings are pending, since the last query.
    changed: bool,
    /// The resolved settings of documents without a file.
    nowhere: Option<Arc<Project>>,
}

impl SettingsCache {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Creates a cache that reads the settings of the user with this home folder, too, for files below no settings file.
    #[must_use]
    pub fn of_home(home: Option<PathBuf>) -> Self {
        let cache = Self::default();
        cache.lock().user = home.map(|home| Arc::new(UserSettings::of_home(home)));
        cache
    }

    /// Leaves whatever is slow to read to [`Self::reload`] from now on.
    pub fn hurry(&self) {
        self.lock().hurried = true;
    }

    /// Returns the settings of a file at that path; `None` stands for a document without a file.
    pub fn project_for(&self, path: Option<&Path>) -> Arc<Project> {
        let mut state = self.lock();
        match path.and_then(Path::parent) {
            Some(folder) => state.of_folder(folder),
            None => state.of_nothing(),
        }
    }

    /// Returns the other paths by which tools see a file.
    pub fn path_names(&self, path: &Path) -> PathNames {
        self.links.path_names(path)
    }

    /// Resolves the links of a path; `None` if it does not exist.
    pub fn real(&self, path: &Path) -> Option<PathBuf> {
        self.links.real(path)
    }

    /// Clears the cache of links, since folders have changed.
    pub fn forget_links(&self) {
        self.links.forget();
    }

    /// Replaces the settings of the editor; they take effect at [`Self::reload`].
    pub fn set_editor(&self, editor: ParsedSettings) {
        self.lock().editor = Arc::new(editor);
    }

    /// Returns the errors in the editor's settings.
    pub fn editor_problems(&self) -> Vec<SettingsError> {
        let (editor, root) = {
            let state = self.lock();
            (state.editor.clone(), state.roots.first().cloned())
        };
        Project::problems(Editor { read: &editor, root: root.as_deref() })
    }

    /// Sets the workspace folders, with a trailing `/`; they take effect at [`Self::reload`].
    pub fn set_roots(&self, roots: &[String]) {
        let mut state = self.lock();
        state.roots = roots.to_vec();
        // Loads their settings, so that errors are known from the start.
        for root in roots {
            state.of_folder(Path::new(root));
        }
    }

    /// Whether reading the settings is slow enough to need a background thread.
    pub fn is_heavy(&self) -> bool {
        let state = self.lock();
        state.folders.values().any(|project| project.is_heavy()) || state.editor.heavy
    }

    /// Whether a settings file still waits to be read in the background.
    pub fn is_awaited(&self) -> bool {
        self.lock().folders.values().any(|project| project.awaited)
    }

    /// Reads all known settings files again and looks for new ones. Returns whether any settings have changed. Queries
    /// during a reload get the previous settings.
    pub fn reload(&self) -> bool {
        let _one_at_a_time = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        self.links.forget();
        let mut next = {
            let State { editor, user, roots, folders, nowhere, .. } = self.lock().clone();
            State { editor, user, roots, before: folders, nowhere_before: nowhere, ..State::default() }
        };
        let mut known: Vec<_> = next.before.keys().cloned().collect();
        loop {
            known.iter().filter(|folder| folder.is_dir()).for_each(|folder| drop(next.of_folder(folder)));
            let mut state = self.lock();
            let is_new = |(folder, _): &(&PathBuf, _)| !next.before.contains_key(*folder);
            let new: Vec<_> = state.folders.iter().filter(is_new).collect();
            if new.is_empty() {
                let before = std::mem::take(&mut next.before);
                let (others, changed) = (next.differs_from(&before), next.knows_otherwise(&before));
                let last = std::mem::take(&mut *state);
                // Changes of the editor's settings during the reload take effect at the next one.
                let State { hurried, ref editor, ref roots, .. } = last;
                let (editor, roots, changed) = (editor.clone(), roots.clone(), changed || last.changed);
                *state = State { hurried, editor, roots, changed, nowhere_before: None, ..next };
                // Dropping large settings is slow, too.
                drop(state);
                drop((last, before));
                return others;
            }
            // These were looked up during the reload.
            let new: Vec<_> = new.into_iter().map(|(folder, it)| (folder.clone(), it.clone())).collect();
            known = new.iter().map(|(folder, _)| folder.clone()).collect();
            next.before.extend(new);
        }
    }

    /// Returns whether the dialects have changed, or settings are pending, since the last call.
    pub fn take_changed(&self) -> bool {
        std::mem::take(&mut self.lock().changed)
    }

    /// Whether a change of one of these files may change settings.
    pub fn depends_on<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> bool {
        let named = self.source_files();
        let is_settings = |path: &PathBuf| path.file_name().is_some_and(|name| name == FILE);
        paths.into_iter().any(|path| is_settings(path) || named.contains(path) || super::is_manifest(path))
    }

    /// Returns the errors of a settings file, or one named in settings, if it had that text; `None` for other files.
    pub fn check_text(&self, file: &Path, text: &str) -> Option<Vec<SettingsError>> {
        let reports = if file.file_name().is_some_and(|name| name == FILE) {
            self.project_if(file, text).reports
        } else {
            let naming = self.projects().into_iter().find(|project| project.files().any(|it| it == file))?;
            naming.reports_if(file, text)
        };
        let own = reports.into_iter().find(|report| report.path == file);
        Some(own.map(|report| report.problems).unwrap_or_default())
    }

    /// Returns the policy for a file at a path as if the settings file had that text.
    pub fn policy_if(&self, file: &Path, text: &str, path: &str) -> Policy {
        self.project_if(file, text).policy(Some(path))
    }

    fn project_if(&self, file: &Path, text: &str) -> Project {
        let State { editor, user, roots, folders, manifests, .. } = self.lock().clone();
        let now = file.parent().and_then(|folder| folders.get(folder));
        let manifests = file.parent().and_then(|folder| manifests.get(folder));
        let manifests = manifests.map_or(&[][..], |manifests| manifests);
        let editor = Editor { read: &editor, root: root_around(&roots, file) };
        let file = SettingsFile::new(file, user.as_deref());
        let project = Project::from_settings(Some(file), text, editor, manifests, now.map(|now| &**now));
        project.with_servers(now.map(|now| now.servers.clone()).unwrap_or_default())
    }

    /// Returns every file that settings are read from or name.
    pub fn source_files(&self) -> BTreeSet<PathBuf> {
        self.projects().iter().flat_map(|project| project.files()).cloned().collect()
    }

    /// Returns all known projects, in the order of their settings files.
    pub fn projects(&self) -> Vec<Arc<Project>> {
        let state = self.lock();
        let mut seen = HashSet::new();
        let known = state.folders.values().chain(&state.nowhere);
        let mut projects: Vec<_> =
            known.filter(|project| seen.insert(Arc::as_ptr(project))).cloned().collect();
        projects.sort_by(|one, other| one.file.cmp(&other.file));
        projects
    }
}

/// Whether a settings file is slow to read.
fn is_large(file: SettingsFile<'_>) -> bool {
    file.path.metadata().is_ok_and(|data| data.len() > HEAVY as u64)
}

impl State {
    fn of_folder(&mut self, folder: &Path) -> Arc<Project> {
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let file = super::file_of(folder);
        let path = paths::folder(folder);
        let around = folder.parent().map(|around| self.of_folder(around));
        let manifests = self.manifests_of(folder);
        let outer = folder.parent().and_then(|around| self.manifests.get(around));
        let servers = servers::of_folder(folder, around.as_ref().map(|around| &around.servers));
        // A folder without anything of its own shares the settings of its parent.
        let same = file.is_none()
            && !self.roots.contains(&path)
            && outer.map_or(manifests.is_empty(), |outer| Arc::ptr_eq(outer, &manifests))
            && around.as_ref().map_or(servers.is_empty(), |around| Arc::ptr_eq(&around.servers, &servers));
        let project = match around {
            Some(around) if same => around,
            None if same => self.of_nothing(),
            around => {
                let root = root_around(&self.roots, &folder.join(FILE));
                let before = self.before.get(folder).map(|before| &**before);
                let outer = || around.as_ref().and_then(|around| around.file.clone());
                let file = file.or_else(|| outer().filter(|_| !self.roots.contains(&path)));
                let file = file.or_else(|| self.user_file());
                let user = self.user.clone();
                let file = file.as_deref().map(|file| SettingsFile::new(file, user.as_deref()));
                let editor = Editor { read: &self.editor, root };
                let project = if self.hurried && file.is_some_and(is_large) {
                    Project::awaited(file, editor, &manifests)
                } else {
                    Project::new(file, editor, &manifests, before)
                };
                Arc::new(project.with_servers(servers))
            }
        };
        self.folders.insert(folder.to_owned(), project.clone());
        project
    }

    /// Whether the settings of a folder differ from those before.
    fn differs_from(&self, before: &HashMap<PathBuf, Arc<Project>>) -> bool {
        let differs = |(folder, before): (&PathBuf, &Arc<Project>)| {
            self.folders.get(folder).is_some_and(|now| !now.is_as(before))
        };
        before.iter().any(differs)
    }

    /// Whether the dialects of a folder differ from those before, or its settings are pending.
    fn knows_otherwise(&self, before: &HashMap<PathBuf, Arc<Project>>) -> bool {
        let differs = |(folder, before): (&PathBuf, &Arc<Project>)| {
            let is_other = |now: &Arc<Project>| {
                !Arc::ptr_eq(&now.dialects, &before.dialects) || now.limits != before.limits
            };
            self.folders.get(folder).is_some_and(is_other)
        };
        before.iter().any(differs)
    }

    /// Returns the manifests of a folder and its parents within the repository.
    fn manifests_of(&mut self, folder: &Path) -> Arc<[Manifest]> {
        let own = manifests::read_manifests(folder);
        let outer =
            folder.parent().and_then(|around| self.manifests.get(around)).cloned().unwrap_or_default();
        let ends = !outer.is_empty() && folder.join(".git").exists();
        let all = match (own.is_empty(), ends) {
            (true, false) => outer,
            (_, true) => own.into(),
            (false, false) => outer.iter().cloned().chain(own).collect(),
        };
        self.manifests.insert(folder.to_owned(), all.clone());
        all
    }

    fn of_nothing(&mut self) -> Arc<Project> {
        let file = self.user_file();
        let Self { nowhere, nowhere_before, editor, user, hurried, .. } = self;
        let (before, editor) = (nowhere_before.as_deref(), Editor { read: editor, root: None });
        let file = file.as_deref().map(|file| SettingsFile::new(file, user.as_deref()));
        let new = || {
            Arc::new(match file {
                Some(file) if *hurried && is_large(file) => Project::awaited(Some(file), editor, &[]),
                _ => Project::new(file, editor, &[], before),
            })
        };
        nowhere.get_or_insert_with(new).clone()
    }

    /// Returns the settings file of the user, if there is one.
    fn user_file(&self) -> Option<PathBuf> {
        self.user.as_ref().map(|user| &user.file).filter(|file| file.symlink_metadata().is_ok()).cloned()
    }
}

/// Returns the innermost workspace folder that contains a file.
fn root_around<'a>(roots: &'a [String], file: &Path) -> Option<&'a str> {
    let path = paths::to_slash(file);
    let around = roots.iter().filter(|root| path.starts_with(root.as_str()));
    around.max_by_key(|root| root.len()).map(String::as_str)
}
