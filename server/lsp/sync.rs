//! Reads and watches files on disk, on the blocking pool.

mod follow;
mod listed;
mod queue;
mod scan_sink;
mod slow_queue;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub(crate) use agentls_workspace::aliases::Aliases;
use agentls_workspace::settings::{self, ParsedSettings, SettingsCache};
use agentls_workspace::walk::{self, ScanRoot, Within};
use agentls_workspace::watch::Watcher;
pub(crate) use queue::Queue;
use scan_sink::ScanSink;
use tokio::runtime::Handle;
use tower_lsp::{Client, gen_lsp_types as lsp};
use tracing::{info, warn};

use crate::diagnostics;
use crate::session::SharedSession;
use crate::to_proto::{formatting, watching};
use crate::transport::Outbox;

/// Scans that take longer show progress to the user.
const LONG: Duration = Duration::from_millis(500);

/// The message shown when a limit keeps files from being read.
const TOO_MANY: &str = "agentls: there are more files here than `limits.files` and `limits.entries` allow. \
                        Unknown names are not reported.";

/// Scans the disk into the index and keeps the index up to date.
#[derive(Clone)]
pub(crate) struct DiskSync {
    pub(crate) session: Arc<SharedSession>,
    pub(crate) outbox: Outbox,
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
    /// The server's own watcher, for clients that do not watch files.
    pub(crate) watcher: Arc<Mutex<Option<Watcher>>>,
    /// Held while settings are applied.
    pub(crate) applying: Arc<Mutex<()>>,
    /// The pending work.
    pub(crate) queue: Arc<Mutex<Queue>>,
    /// The paths of folders that links point to.
    pub(crate) aliases: Arc<Mutex<Aliases>>,
    /// Held while changes are merged into the index.
    pub(crate) following: Arc<Mutex<()>>,
}

impl DiskSync {
    fn settings(&self) -> Arc<SettingsCache> {
        self.session.lock().settings.clone()
    }

    fn aliases(&self) -> MutexGuard<'_, Aliases> {
        self.aliases.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watcher(&self) -> MutexGuard<'_, Option<Watcher>> {
        self.watcher.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Scans a root for the first time.
    fn read_first(&self, area: &ScanRoot) {
        self.aliases().note(Path::new(area.root()));
        self.watch(area);
        // Settings were read before the watch was set up.
        if self.reload() {
            self.changed_later([]);
        }
        let begin = Instant::now();
        walk::read_area(area, &Within::Everything, &ScanSink::new(self));
        let (files, ms) =
            (self.session.lock().index_state().agent_index().iter().count(), begin.elapsed().as_millis());
        info!(files, "indexed {} in {ms} ms", area.root());
    }

    /// Records that a root was scanned.
    fn note_read(&self, area: &ScanRoot) {
        self.session.lock().index_state().note_read(area);
        self.changed_later([]);
    }

    /// Shows progress if a scan takes long.
    fn report(&self, token: String, mut done: tokio::sync::watch::Receiver<bool>) {
        if !self.session.lock().flags.work_done_progress {
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

    /// Stops the server's own watcher.
    pub(crate) fn stop_watching(&self) {
        *self.watcher() = None;
    }

    /// Starts the server's own watcher, unless it is there.
    fn start_watcher(&self, watcher: &mut Option<Watcher>) {
        if watcher.is_none() {
            let sync = self.clone();
            // The watcher stays active while a change is processed.
            *watcher = Watcher::new(move |paths| sync.changed_later(paths));
        }
    }

    /// Watches a root, if the client does not watch files.
    fn watch(&self, area: &ScanRoot) {
        if self.session.lock().flags.watches_files {
            return;
        }
        let mut watcher = self.watcher();
        self.start_watcher(&mut watcher);
        // Repeat until no new folder appears: one may be created before its parent is watched.
        let mut known = 0;
        while let Some(watcher) = &mut *watcher {
            let project = self.settings().project_for(Some(&Path::new(area.root()).join("x")));
            let (folders, most) = (walk::watched(area, &project.dialects), project.limits.watched_folders());
            for (folder, deep) in &folders {
                watcher.watch_folder(folder, *deep, most);
            }
            if folders.len() == std::mem::replace(&mut known, folders.len()) {
                break;
            }
        }
        if let Some(watcher) = &mut *watcher {
            for folder in self.settings().source_files().iter().filter_map(|file| file.parent()) {
                watcher.watch_folder(folder, false, usize::MAX);
            }
        }
    }

    /// Applies the editor's settings.
    fn take_section(&self, section: serde_json::Value) {
        let settings = self.settings();
        settings.set_editor(ParsedSettings::of_section(section));
        settings.reload();
        let problems = settings.editor_problems();
        if !problems.is_empty() {
            let said: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
            let said = format!("in the settings of the editor: {}", said.join(" "));
            warn!("{said}");
            diagnostics::warn(&self.outbox, &said);
        }
        self.apply_settings();
    }

    /// Reloads settings files. Returns whether anything changed.
    pub(crate) fn reload(&self) -> bool {
        let others = self.settings().reload();
        if others {
            self.apply_settings();
        }
        others
    }

    /// Applies the settings to each open document again.
    pub(crate) fn apply_settings(&self) {
        // One at a time, so that the last one sees all changes.
        let _one_at_a_time = self.applying.lock().unwrap_or_else(PoisonError::into_inner);
        let (settings, open) = {
            let session = self.session.lock();
            (session.settings.clone(), session.open_documents())
        };
        for (uri, path) in open {
            let project = settings.project_for(path.as_deref().map(Path::new));
            let last = self.session.lock().set_project(&uri, &project);
            drop(last);
        }
        self.session.lock().note_settings();
        self.watch_named(&settings);
        self.offer_formatting();
    }

    /// Registers for formatting once a document can be formatted, or ends that. A client asks which of several
    /// formatters to use, so that none should be there that does nothing.
    pub(crate) fn offer_formatting(&self) {
        let Some(offers) = self.session.lock().take_formatting_offer() else { return };
        let client = self.client.clone();
        self.runtime.spawn(async move {
            // A client that refuses goes on without.
            let _ = match offers {
                true => client.register_capability(vec![formatting::offer_formatting()]).await,
                false => client.unregister_capability(vec![formatting::end_of_offer()]).await,
            };
        });
    }

    /// Asks a client that watches files to watch the files that settings name.
    fn watch_named(&self, settings: &SettingsCache) {
        let mut named = settings.source_files();
        named.retain(|file| file.file_name().is_some_and(|name| name != settings::FILE));
        let before = {
            let mut session = self.session.lock();
            if !session.flags.watches_files || session.named == named {
                return;
            }
            std::mem::replace(&mut session.named, named.clone())
        };
        let client = self.client.clone();
        self.runtime.spawn(async move {
            // A client that refuses still sends `didSave` for them, and that is enough.
            if !before.is_empty() {
                let _ = client.unregister_capability(vec![watching::end_of_named()]).await;
            }
            if !named.is_empty() {
                let _ = client.register_capability(vec![watching::of_named(&named)]).await;
            }
        });
    }

    /// Watches one folder, if the server watches files.
    fn watch_folder(&self, folder: &Path) {
        if let Some(watcher) = &mut *self.watcher() {
            watcher.watch_folder(
                folder,
                false,
                self.settings().project_for(Some(&folder.join("x"))).limits.watched_folders(),
            );
        }
    }

    /// Sends the diagnostics of documents changed by messages.
    pub(crate) fn publish(&self) {
        self.publish_by(diagnostics::publish_due);
    }

    /// Sends diagnostics, also of settings, then starts the work that they requested or left.
    fn publish_by(&self, publish: fn(&SharedSession, &Outbox)) {
        if self.session.lock().settings_are_heavy() {
            self.look_at_settings_later();
        } else {
            diagnostics::publish_settings(&self.session, &self.outbox);
        }
        publish(&self.session, &self.outbox);
        self.look_up();
        self.run_slow_queue();
        self.refresh_answers();
    }

    /// Drops the text of an open document, since a change to it could not be applied, and warns the user. Requests
    /// about it are not answered until the client sends the whole text.
    pub(crate) fn lose(&self, uri: &lsp::Uri, reason: &str) {
        // No diagnostics may be sent after the ones that clear them.
        let publishing = self.session.publishing();
        let Some((path, shown)) = self.session.lock().lose(uri) else { return };
        if shown && !self.session.lock().flags.pulls_diagnostics {
            diagnostics::clear(&self.outbox, uri.clone());
        }
        drop(publishing);
        let name = path.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or(uri.as_ref());
        warn!(reason, "lost a document");
        let advice = "Close the file and open it again.";
        diagnostics::warn(
            &self.outbox,
            &format!("{name} is out of step with the editor: {reason}. {advice}"),
        );
        self.changed_later(path.map(|path| PathBuf::from(&*path)));
    }

    /// Checks again whether link targets exist, whether or not a watcher reported them, and recomputes diagnostics.
    fn look_at_disk_again(&self) {
        let existence = self.session.lock().existence();
        existence.look_again();
        self.look_again();
    }

    /// Recomputes the diagnostics of all open documents, and sends those that differ.
    pub(crate) fn look_again(&self) {
        self.session.lock().mark_all_again();
        self.refresh_diagnostics();
    }

    /// Sends the diagnostics marked to be recomputed, or asks the client to pull them again.
    pub(crate) fn refresh_diagnostics(&self) {
        self.publish_by(diagnostics::publish_again);
        if diagnostics::are_stale(&self.session) {
            let client = self.client.clone();
            self.runtime.spawn(async move {
                // A client that refuses pulls again at its next edit.
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }

    /// Asks the client to ask again for answers that other documents or settings have changed.
    fn refresh_answers(&self) {
        let Some(stale) = self.session.lock().begin_refresh() else { return };
        let sync = self.clone();
        self.runtime.spawn(async move {
            // A client that refuses asks again at its next edit.
            if stale.tokens {
                let _ = sync.client.semantic_tokens_refresh().await;
            }
            if stale.lenses {
                let _ = sync.client.code_lens_refresh().await;
            }
            sync.session.lock().end_refresh();
            // What has changed meanwhile.
            sync.refresh_answers();
        });
    }

    /// Warns the user that a limit keeps the index incomplete.
    fn say_too_many(&self) {
        self.outbox.send(&serde_json::json!({
            "jsonrpc": "2.0",
            "method": "window/logMessage",
            "params": { "type": lsp::MessageType::Warning, "message": TOO_MANY },
        }));
    }
}
