//! The queue of disk work. One thread processes it, and requests that arrive meanwhile are merged: 1,500 notifications
//! of one change each cause a few scans, not 1,500 threads.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use agentls_workspace::settings;
use agentls_workspace::walk::ScanRoot;

use super::DiskSync;
use crate::session::ScanRequest;

/// Maximum number of concurrent scans: the workspace, the home folder and one for a file elsewhere. Each of them may
/// hang on a file system that does not respond.
const MOST_READERS: usize = 3;

/// Maximum time that the system takes to set up a watch.
const SETTLED: Duration = Duration::from_millis(300);

/// Pending disk work.
#[derive(Default)]
pub(crate) struct Queue {
    waiting: Waiting,
    /// Whether a thread is processing `waiting`.
    busy: bool,
    /// New folders to scan once more, with the time when that is due.
    settling: VecDeque<(Instant, PathBuf)>,
    readings: VecDeque<ScanRequest>,
    /// The roots that are being scanned.
    reading: Vec<ScanRoot>,
    /// Paths that changed since one of these scans began.
    meanwhile: BTreeSet<PathBuf>,
}

/// One batch of disk work.
#[derive(Default)]
pub(super) struct Waiting {
    /// Files and folders that were written, created or deleted.
    pub(super) changed: BTreeSet<PathBuf>,
    /// Whether other files may have changed, too.
    pub(super) again: bool,
    /// New folders whose watch is set up by now.
    pub(super) settled: BTreeSet<PathBuf>,
    /// Whether rules asked whether files exist.
    pub(super) wanted: bool,
    /// The editor's settings, if applying them takes long.
    pub(super) section: Option<serde_json::Value>,
    /// Whether settings files are to be reloaded.
    pub(super) reload: bool,
    /// Whether settings are to be checked.
    pub(super) settings: bool,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        let Self { changed, again, settled, wanted, section, reload, settings } = self;
        let named = !changed.is_empty() || !settled.is_empty() || section.is_some();
        !(named || *again || *wanted || *reload || *settings)
    }
}

impl DiskSync {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues files or folders that were written, created or deleted; without paths, queues a check for any change.
    pub(crate) fn changed_later(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut paths = paths.into_iter().peekable();
        self.later(|waiting| {
            waiting.again |= paths.peek().is_none();
            waiting.changed.extend(paths);
        });
    }

    /// Applies the editor's settings: on the spot, or on the blocking pool if that takes long.
    pub(crate) fn set(&self, section: serde_json::Value) {
        let waits = self.queue().waiting.section.is_some();
        if waits || settings::is_heavy(&section) || self.settings().is_heavy() {
            self.later(|waiting| waiting.section = Some(section));
        } else {
            self.take_section(section);
            self.changed_later([]);
        }
    }

    /// Applies new workspace folders and settings files in the same way.
    pub(crate) fn settle_settings(&self) {
        if self.settings().is_heavy() {
            self.later(|waiting| waiting.reload = true);
        } else {
            self.settings().reload();
            self.apply_settings();
        }
    }

    /// Queues a check of the settings.
    pub(crate) fn look_at_settings_later(&self) {
        self.later(|waiting| waiting.settings = true);
    }

    /// Queues the file checks that rules asked for. Updates the diagnostics that depend on them.
    pub(crate) fn look_up(&self) {
        if self.session.lock().existence().is_wanted() {
            self.later(|waiting| waiting.wanted = true);
        }
    }

    /// Scans a new folder once more shortly: files created while the watch is being set up are not reported.
    pub(super) fn look_once_more(&self, folder: PathBuf) {
        let mut queue = self.queue();
        queue.settling.push_back((Instant::now() + SETTLED, folder));
        if queue.settling.len() > 1 {
            return;
        }
        let sync = self.clone();
        self.runtime.spawn(async move {
            while let Some(due) = sync.take_settled() {
                tokio::time::sleep_until(due.into()).await;
            }
        });
    }

    /// Queues the folders whose time has come. Returns the time of the next one.
    fn take_settled(&self) -> Option<Instant> {
        let (mut settled, mut queue) = (BTreeSet::new(), self.queue());
        while let Some((_, folder)) = queue.settling.pop_front_if(|(due, _)| *due <= Instant::now()) {
            settled.insert(folder);
        }
        let next = queue.settling.front().map(|(due, _)| *due);
        drop(queue);
        if !settled.is_empty() {
            self.later(|waiting| waiting.settled.extend(settled));
        }
        next
    }

    /// Adds to the pending work, and starts a thread for it unless one is running.
    fn later(&self, add: impl FnOnce(&mut Waiting)) {
        let mut queue = self.queue();
        add(&mut queue.waiting);
        if !std::mem::replace(&mut queue.busy, true) {
            let sync = self.clone();
            self.runtime.spawn_blocking(move || sync.work_off());
        }
    }

    fn work_off(&self) {
        while let Some(waiting) = self.take_waiting() {
            // A file that makes the analysis panic is skipped; later changes are still processed.
            let _ = catch_unwind(AssertUnwindSafe(|| self.follow(waiting)));
        }
    }

    fn take_waiting(&self) -> Option<Waiting> {
        let mut queue = self.queue();
        queue.busy = !queue.waiting.is_empty();
        let waiting = queue.busy.then(|| std::mem::take(&mut queue.waiting))?;
        if !queue.reading.is_empty() {
            queue.meanwhile.extend(waiting.changed.iter().cloned());
        }
        Some(waiting)
    }

    /// Scans parts of the disk on the blocking pool, then updates the diagnostics that depend on them.
    pub(crate) fn spawn_scans(&self, readings: Vec<ScanRequest>) {
        for reading in &readings {
            self.report(format!("agentls/{}", reading.area.root()), reading.done.subscribe());
        }
        self.queue().readings.extend(readings);
        while let Some(reading) = self.take_scan() {
            let sync = self.clone();
            self.runtime.spawn_blocking(move || {
                let mut next = Some(reading);
                while let Some(ScanRequest { area, done }) = next {
                    // A file that makes the analysis panic ends the scan of this root.
                    let _ = catch_unwind(AssertUnwindSafe(|| sync.read_first(&area)));
                    let _ = catch_unwind(AssertUnwindSafe(|| sync.read_again_what_changed(&area)));
                    done.send_replace(true);
                    sync.note_read(&area);
                    next = sync.take_scan();
                }
            });
        }
    }

    /// Takes the next scan, unless the maximum is running.
    fn take_scan(&self) -> Option<ScanRequest> {
        let mut queue = self.queue();
        if queue.reading.len() >= MOST_READERS {
            return None;
        }
        let reading = queue.readings.pop_front()?;
        queue.reading.push(reading.area.clone());
        Some(reading)
    }

    /// Processes again what changed during a scan: the scan may have read a file before its change and stored it after.
    fn read_again_what_changed(&self, area: &ScanRoot) {
        let _one_at_a_time = self.following();
        let mut meanwhile = {
            let mut queue = self.queue();
            queue.reading.retain(|reading| reading != area);
            if queue.reading.is_empty() {
                std::mem::take(&mut queue.meanwhile)
            } else {
                queue.meanwhile.clone()
            }
        };
        meanwhile.retain(|path| self.may_tell(path));
        self.take_in(meanwhile);
    }
}
