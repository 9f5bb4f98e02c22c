//! What lies on disk, read and watched beside everything else.

mod into;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use agentls_analysis::fleet::Facts;
use into::Into;
use rayon::prelude::*;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types as lsp;
use tracing::{info, warn};

use crate::convert::watching;
use crate::disk::{self, Area};
use crate::paths::slashed;
use crate::publish;
use crate::settings::{self, Store};
use crate::transport::Outbox;
use crate::watch::Watcher;
use crate::world::{Reading, Shared};

/// A reading that takes longer is reported to the person.
const LONG: Duration = Duration::from_millis(500);

/// What has changed on disk.
#[derive(Default)]
pub(crate) struct Changes {
    /// How many areas are being read.
    readers: usize,
    /// What has changed since one began.
    meanwhile: HashSet<PathBuf>,
}

/// How long the system takes at most to set a watch up.
const SETTLED: Duration = Duration::from_millis(300);

/// What is said where a limit keeps files from being read.
const TOO_MANY: &str = "agentls: there are more files here than `limits.files` and `limits.entries` allow. \
                        Unknown names are not reported.";

/// Reads parts of the disk into the world, and keeps what was read up to date.
#[derive(Clone)]
pub(crate) struct Index {
    pub(crate) world: Arc<Shared>,
    pub(crate) outbox: Outbox,
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
    /// The server's own watcher, for clients that watch nothing.
    pub(crate) watcher: Arc<Mutex<Option<Watcher>>>,
    /// Held while settings are applied.
    pub(crate) applying: Arc<Mutex<()>>,
    /// What has changed. Held while a change is taken in, so that what was read last is what is known.
    pub(crate) changes: Arc<Mutex<Changes>>,
}

impl Index {
    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settings(&self) -> Arc<Store> {
        self.world.lock().settings.clone()
    }

    fn reader(&self, anew: bool) -> Into<'_> {
        Into { index: self, settings: self.settings(), anew }
    }

    fn watcher(&self) -> MutexGuard<'_, Option<Watcher>> {
        self.watcher.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads parts of the disk beside everything else. The findings that depend on them follow.
    pub(crate) fn read(&self, readings: Vec<Reading>) {
        for Reading { area, done } in readings {
            let index = self.clone();
            let report = done.subscribe();
            let token = format!("agentls/{}", area.root());
            self.changes().readers += 1;
            self.runtime.spawn_blocking(move || {
                let begin = Instant::now();
                index.watch(&area);
                // Settings were read before the watch was set up.
                if index.reload() {
                    index.changed_later(Vec::new());
                }
                disk::read_area(&area, &index.reader(false));
                index.read_again_what_changed();
                done.send_replace(true);
                index.world.lock().knowledge().note_completeness();
                let (files, ms) =
                    (index.world.lock().knowledge().fleet().iter().count(), begin.elapsed().as_millis());
                info!(files, "indexed {} in {ms} ms", area.root());
                index.look_at_disk_again();
            });
            self.report(token, report);
        }
    }

    /// Says what is going on when it takes long.
    fn report(&self, token: String, mut done: tokio::sync::watch::Receiver<bool>) {
        if !self.world.lock().flags.work_done_progress {
            return;
        }
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let finished = async |done: &mut tokio::sync::watch::Receiver<bool>| {
                let _ = done.wait_for(|done| *done).await;
            };
            if tokio::time::timeout(LONG, finished(&mut done)).await.is_ok() {
                return;
            }
            let token = lsp::ProgressToken::String(token);
            if client.create_work_done_progress(token.clone()).await.is_ok() {
                let progress = client.progress(token, "Indexing agent files").begin().await;
                finished(&mut done).await;
                progress.finish().await;
            }
        });
    }

    /// Ends the server's own watch.
    pub(crate) fn stop_watching(&self) {
        *self.watcher() = None;
    }

    /// Watches an area, if the client does not.
    fn watch(&self, area: &Area) {
        if self.world.lock().flags.watches_files {
            return;
        }
        let mut watcher = self.watcher();
        if watcher.is_none() {
            let index = self.clone();
            // The watch goes on while a change is taken in.
            *watcher = Watcher::new(move |paths| index.changed_later(paths));
        }
        // Folders may come to be in one that is not watched yet, until it is.
        let mut known = 0;
        while let Some(watcher) = &mut *watcher {
            let project = self.settings().of(Some(&Path::new(area.root()).join("x")));
            let (folders, most) = (disk::watched(area, &project.dialects), project.limits.watched_folders());
            folders.iter().for_each(|(folder, deep)| watcher.add(folder, *deep, most));
            if folders.len() == std::mem::replace(&mut known, folders.len()) {
                break;
            }
        }
        if let Some(watcher) = &mut *watcher {
            for folder in self.settings().files().iter().filter_map(|file| file.parent()) {
                watcher.add(folder, false, usize::MAX);
            }
        }
    }

    /// Takes in that files or folders were written, made or taken away, beside everything else.
    pub(crate) fn changed_later(&self, paths: Vec<PathBuf>) {
        let index = self.clone();
        self.runtime.spawn_blocking(move || index.changed(paths));
    }

    /// Takes in that files or folders were written, made or taken away.
    fn changed(&self, paths: Vec<PathBuf>) {
        if self.settings().concerns(&paths) {
            self.reload();
        }
        if paths.iter().any(|path| !path.is_file() || path.is_symlink()) {
            self.settings().forget_links();
        }
        let mut changes = self.changes();
        if self.settings().take_changed() {
            self.read_anew();
        }
        paths.iter().for_each(|path| self.take_in(path));
        if changes.readers > 0 {
            changes.meanwhile.extend(paths);
        }
        drop(changes);
        self.look_at_disk_again();
    }

    /// Takes in again what has changed while an area was read: it may have been read before that, and taken in after.
    fn read_again_what_changed(&self) {
        let mut changes = self.changes();
        changes.readers -= 1;
        let meanwhile: Vec<_> = changes.meanwhile.iter().cloned().collect();
        meanwhile.iter().for_each(|path| self.take_in(path));
        if changes.readers == 0 {
            changes.meanwhile.clear();
        }
    }

    /// Reads settings anew. Says whether they are others.
    fn reload(&self) -> bool {
        let others = self.settings().reload();
        if others {
            self.apply_settings();
        }
        others
    }

    /// Looks up anew what holds for each open document.
    pub(crate) fn apply_settings(&self) {
        // Of two that do so at once, the last has to have seen what the other has.
        let _one_at_a_time = self.applying.lock().unwrap_or_else(PoisonError::into_inner);
        let (settings, open) = {
            let world = self.world.lock();
            (world.settings.clone(), world.open_documents())
        };
        for (uri, path) in open {
            let project = settings.of(path.as_deref().map(Path::new));
            self.world.lock().set_project(&uri, &project);
        }
        self.world.lock().note_settings();
        self.watch_named(&settings);
    }

    /// Asks a client that watches files to watch those that settings name.
    fn watch_named(&self, settings: &Store) {
        let mut named = settings.files();
        named.retain(|file| file.file_name().is_some_and(|name| name != settings::FILE));
        let before = {
            let mut world = self.world.lock();
            if !world.flags.watches_files || world.named == named {
                return;
            }
            std::mem::replace(&mut world.named, named.clone())
        };
        let client = self.client.clone();
        self.runtime.spawn(async move {
            // A client that refuses tells of what is saved in it, and that much is enough.
            if !before.is_empty() {
                let _ = client.unregister_capability(vec![watching::end_of_named()]).await;
            }
            if !named.is_empty() {
                let _ = client.register_capability(vec![watching::of_named(&named)]).await;
            }
        });
    }

    /// Reads everything anew: something else is known of tools or is to be read, so that files tell something else.
    fn read_anew(&self) {
        let (areas, known) = {
            let mut world = self.world.lock();
            world.knowledge().note_more(false);
            (world.knowledge().areas(), world.knowledge().closed())
        };
        let reader = self.reader(true);
        for area in &areas {
            self.watch(area);
            disk::read_area(area, &reader);
        }
        self.world.lock().knowledge().note_completeness();
        known.par_iter().for_each(|path| {
            self.learn(path, disk::read_facts(Path::new(&**path), &reader.settings));
        });
    }

    fn take_in(&self, path: &Path) {
        if path.is_dir() {
            self.made(path);
            self.look_once_more(path);
        } else if disk::is_markdown(path) && path.exists() {
            self.learn(&slashed(path), disk::read_facts(path, &self.settings()));
        } else if !path.exists() {
            let path = slashed(path);
            self.learn(&path, None);
            self.world.lock().knowledge().forget_below(&format!("{path}/"));
        }
    }

    /// Looks at a new folder once more in a moment: what is made in it while the system sets the watch up goes unsaid.
    fn look_once_more(&self, folder: &Path) {
        let (index, folder) = (self.clone(), folder.to_owned());
        self.runtime.spawn(async move {
            tokio::time::sleep(SETTLED).await;
            let again = index.clone();
            index.runtime.spawn_blocking(move || {
                let manifests = again.settings().concerns(std::slice::from_ref(&folder)) && again.reload();
                let changes = again.changes();
                if manifests {
                    again.read_anew();
                }
                again.made(&folder);
                drop(changes);
                again.look_at_disk_again();
            });
        });
    }

    /// Takes in a folder that is new, if it lies where agents are known.
    fn made(&self, folder: &Path) {
        let path = slashed(folder);
        let areas = self.world.lock().knowledge().areas_around(&path);
        if areas.is_empty() {
            return;
        }
        if let Some(watcher) = &mut *self.watcher() {
            watcher.renew(folder);
        }
        // Another folder may have had that name.
        let known = self.world.lock().knowledge().below(&format!("{path}/"));
        known.iter().filter(|path| !Path::new(&***path).exists()).for_each(|path| self.learn(path, None));
        for area in &areas {
            self.watch(area);
            disk::read_new(area, &path, &self.reader(true));
        }
    }

    /// Watches one folder, if anything is watched.
    fn watch_folder(&self, folder: &Path) {
        if let Some(watcher) = &mut *self.watcher() {
            watcher.add(folder, false, self.settings().of(Some(&folder.join("x"))).limits.watched_folders());
        }
    }

    fn learn(&self, path: &Arc<str>, facts: Option<Facts>) {
        self.world.lock().knowledge().learn_from_disk(path, facts);
    }

    /// Sends the findings that are due.
    pub(crate) fn publish(&self) {
        publish::publish_due(&self.world, &self.outbox);
        self.look_up();
        self.look_at_heavy();
    }

    /// Forgets what is typed in an open document, since a change of it cannot be read, and says so. Nothing is answered about
    /// it until the client sends its whole text.
    pub(crate) fn lose(&self, uri: &lsp::Uri, reason: &str) {
        // No findings that are on their way may follow their end.
        let publishing = self.world.publishing();
        let Some((path, shown)) = self.world.lock().lose(uri) else { return };
        if shown && !self.world.lock().flags.pulls_diagnostics {
            publish::clear(&self.outbox, uri.clone());
        }
        drop(publishing);
        let name = path.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or(uri.as_ref());
        warn!(reason, "lost a document");
        let advice = "Close the file and open it again.";
        publish::warn(&self.outbox, &format!("{name} is out of step with the editor: {reason}. {advice}"));
        self.changed_later(path.iter().map(|path| PathBuf::from(&**path)).collect());
    }

    /// Looks beside everything else at the files that rules have asked for. The findings that depend on them follow.
    pub(crate) fn look_up(&self) {
        let existence = self.world.lock().existence();
        if existence.is_wanted() {
            let index = self.clone();
            self.runtime.spawn_blocking(move || {
                if existence.look() {
                    index.look_again();
                }
            });
        }
    }

    /// Looks again at the files that rules have asked for, whether or not a watch told of them, and at the findings.
    fn look_at_disk_again(&self) {
        let existence = self.world.lock().existence();
        existence.look_again();
        self.look_again();
    }

    /// Looks at the findings of the open documents again, and sends those that are different.
    pub(crate) fn look_again(&self) {
        self.world.lock().mark_all();
        self.tell();
    }

    /// Sends the findings that are due, or has the client ask for them.
    pub(crate) fn tell(&self) {
        self.publish();
        if publish::are_stale(&self.world) {
            let client = self.client.clone();
            self.runtime.spawn(async move {
                // A client that refuses asks again at its next edit.
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }

    /// Says that not everything is known, since there is too much.
    fn say_too_many(&self) {
        self.outbox.send(&serde_json::json!({
            "jsonrpc": "2.0",
            "method": "window/logMessage",
            "params": { "type": lsp::MessageType::Warning, "message": TOO_MANY },
        }));
    }
}
