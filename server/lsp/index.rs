//! What lies on disk, read and watched beside everything else.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use agentls_analysis::fleet::Facts;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types as lsp;

use crate::convert::slashed;
use crate::disk::{self, Area, Reader};
use crate::publish;
use crate::transport::Outbox;
use crate::watch::Watcher;
use crate::world::{Reading, Shared};

/// A reading that takes longer is reported to the person.
const LONG: Duration = Duration::from_millis(500);

/// Reads parts of the disk into the world, and keeps what was read up to date.
#[derive(Clone)]
pub(crate) struct Index {
    pub(crate) world: Arc<Shared>,
    pub(crate) outbox: Outbox,
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
    /// The server's own watcher, for clients that watch nothing.
    pub(crate) watcher: Arc<Mutex<Option<Watcher>>>,
    /// Held while a change is taken in, so that what was read last is what is known.
    pub(crate) taking_in: Arc<Mutex<()>>,
}

impl Index {
    /// Reads parts of the disk beside everything else. The findings that depend on them follow.
    pub(crate) fn read(&self, readings: Vec<Reading>) {
        for Reading { area, done } in readings {
            let index = self.clone();
            let report = done.subscribe();
            self.runtime.spawn_blocking(move || {
                index.watch(&area);
                disk::read_area(&area, &Unread(&index.world));
                done.send_replace(true);
                index.world.lock().knowledge().note_completeness();
                index.look_again();
            });
            self.report(report);
        }
    }

    /// Says what is going on when it takes long.
    fn report(&self, mut done: tokio::sync::watch::Receiver<bool>) {
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
            let token = lsp::ProgressToken::String("agentls/reading".to_owned());
            if client.create_work_done_progress(token.clone()).await.is_ok() {
                let progress = client.progress(token, "Reading agent files").begin().await;
                finished(&mut done).await;
                progress.finish().await;
            }
        });
    }

    /// Watches an area, if the client does not.
    fn watch(&self, area: &Area) {
        if self.world.lock().flags.watches_files {
            return;
        }
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        if watcher.is_none() {
            let index = self.clone();
            // The watch goes on while a change is taken in.
            *watcher = Watcher::new(move |paths| index.changed_later(paths));
        }
        if let Some(watcher) = &mut *watcher {
            watcher.add(area);
        }
    }

    /// Takes in that files or folders were written, made or taken away, beside everything else.
    pub(crate) fn changed_later(&self, paths: Vec<PathBuf>) {
        let index = self.clone();
        self.runtime.spawn_blocking(move || index.changed(paths));
    }

    /// Takes in that files or folders were written, made or taken away.
    fn changed(&self, paths: Vec<PathBuf>) {
        let one_at_a_time = self.taking_in.lock().unwrap_or_else(PoisonError::into_inner);
        for path in paths {
            if path.is_dir() {
                self.made(&path);
            } else if disk::is_markdown(&path) && path.exists() {
                self.learn(&slashed(&path), disk::read_facts(&path));
            } else if !path.exists() {
                let path = slashed(&path);
                self.learn(&path, None);
                self.world.lock().knowledge().forget_below(&format!("{path}/"));
            }
        }
        drop(one_at_a_time);
        let existence = self.world.lock().existence();
        existence.look_again();
        self.look_again();
    }

    /// Takes in a folder that is new, if it lies where agents are known.
    fn made(&self, folder: &Path) {
        let path = slashed(folder);
        let areas = self.world.lock().knowledge().areas_around(&path);
        for area in &areas {
            self.watch(area);
        }
        // What is made in it from now on is told, and what is there already is read.
        if let Some(watcher) = &mut *self.watcher.lock().unwrap_or_else(PoisonError::into_inner)
            && !areas.is_empty()
        {
            watcher.add_folder(folder);
        }
        disk::read_below(folder, &All(&self.world));
    }

    fn learn(&self, path: &Arc<str>, facts: Option<Facts>) {
        self.world.lock().knowledge().learn_from_disk(path, facts);
    }

    /// Sends the findings that are due.
    pub(crate) fn publish(&self) {
        publish::publish_due(&self.world, &self.outbox);
        self.look_up();
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

    /// Looks at the findings of the open documents again, and sends those that are different.
    pub(crate) fn look_again(&self) {
        self.world.lock().mark_all();
        self.publish();
        if publish::are_stale(&self.world) {
            let client = self.client.clone();
            self.runtime.spawn(async move {
                // A client that refuses asks again at its next edit.
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }
}

/// Reads what is not known yet.
struct Unread<'a>(&'a Shared);

impl Reader for Unread<'_> {
    fn wants(&self, path: &str) -> bool {
        !self.0.lock().knowledge().knows(path)
    }

    fn take(&self, path: Arc<str>, facts: Option<Facts>) {
        self.0.lock().knowledge().learn_from_disk(&path, facts);
    }
}

/// Reads everything anew.
struct All<'a>(&'a Shared);

impl Reader for All<'_> {
    fn wants(&self, _: &str) -> bool {
        true
    }

    fn take(&self, path: Arc<str>, facts: Option<Facts>) {
        self.0.lock().knowledge().learn_from_disk(&path, facts);
    }
}
