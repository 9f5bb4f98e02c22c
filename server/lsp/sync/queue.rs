//! What is to be done about the disk. However many notifications ask for something, one thread does it, and what was asked
//! for meanwhile is done at once: 1,500 notifications of one change each are a few looks at the disk, not 1,500 threads.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use agentls_workspace::settings;
use agentls_workspace::walk::ScanRoot;

use super::DiskSync;
use crate::session::ScanRequest;

/// How many areas are read at once: the workspace, the home folder and one of a file that lies elsewhere. Each of them may
/// hang on a file system that does not answer.
const MOST_READERS: usize = 3;

/// How long the system takes at most to set a watch up.
const SETTLED: Duration = Duration::from_millis(300);

/// What waits to be done.
#[derive(Default)]
pub(crate) struct Queue {
    waiting: Waiting,
    /// Whether a thread works on what waits.
    busy: bool,
    /// New folders that are looked at once more, with the time at which that is due.
    settling: VecDeque<(Instant, PathBuf)>,
    readings: VecDeque<ScanRequest>,
    /// The areas that are being read.
    reading: Vec<ScanRoot>,
    /// What has changed since one of them began.
    meanwhile: BTreeSet<PathBuf>,
}

/// What one look at the disk does.
#[derive(Default)]
pub(super) struct Waiting {
    /// Files and folders that were written, made or taken away.
    pub(super) changed: BTreeSet<PathBuf>,
    /// Whether something may be different that was not named.
    pub(super) again: bool,
    /// New folders whose watch is set up by now.
    pub(super) settled: BTreeSet<PathBuf>,
    /// Whether rules have asked for files.
    pub(super) wanted: bool,
    /// What is set in the editor, if that takes long to read.
    pub(super) section: Option<serde_json::Value>,
    /// Whether settings are to be read anew.
    pub(super) reload: bool,
    /// Whether what is wrong in settings is to be looked at.
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

    /// Takes in that files or folders were written, made or taken away, beside everything else; or that something may be
    /// different which is not named.
    pub(crate) fn changed_later(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut paths = paths.into_iter().peekable();
        self.later(|waiting| {
            waiting.again |= paths.peek().is_none();
            waiting.changed.extend(paths);
        });
    }

    /// Takes in what is set in the editor: on the spot, or beside everything else where that takes long.
    pub(crate) fn set(&self, section: serde_json::Value) {
        let waits = self.queue().waiting.section.is_some();
        if waits || settings::is_heavy(&section) || self.settings().is_heavy() {
            self.later(|waiting| waiting.section = Some(section));
        } else {
            self.take_section(section);
            self.changed_later([]);
        }
    }

    /// Has the folders of the workspace and new settings files take effect in the same way.
    pub(crate) fn settle_settings(&self) {
        if self.settings().is_heavy() {
            self.later(|waiting| waiting.reload = true);
        } else {
            self.settings().reload();
            self.apply_settings();
        }
    }

    /// Looks beside everything else at what is wrong in settings.
    pub(crate) fn look_at_settings_later(&self) {
        self.later(|waiting| waiting.settings = true);
    }

    /// Looks beside everything else at the files that rules have asked for. The findings that depend on them follow.
    pub(crate) fn look_up(&self) {
        if self.session.lock().existence().is_wanted() {
            self.later(|waiting| waiting.wanted = true);
        }
    }

    /// Looks at a new folder once more in a moment: what is made in it while the system sets the watch up goes unsaid.
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

    /// Hands over the folders whose time has come. Gives the time of the next one.
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

    /// Adds to what waits, and has a thread work on it unless one does.
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
            // A file that makes the analysis panic goes unread; what comes after it is taken in.
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

    /// Reads parts of the disk beside everything else. The findings that depend on them follow.
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
                    // A file that makes the analysis panic costs what was not read by then.
                    let _ = catch_unwind(AssertUnwindSafe(|| sync.read_first(&area)));
                    let _ = catch_unwind(AssertUnwindSafe(|| sync.read_again_what_changed(&area)));
                    done.send_replace(true);
                    sync.note_read(&area);
                    next = sync.take_scan();
                }
            });
        }
    }

    /// The next area to be read, unless enough are.
    fn take_scan(&self) -> Option<ScanRequest> {
        let mut queue = self.queue();
        if queue.reading.len() >= MOST_READERS {
            return None;
        }
        let reading = queue.readings.pop_front()?;
        queue.reading.push(reading.area.clone());
        Some(reading)
    }

    /// Takes in again what has changed while an area was read: it may have been read before that, and taken in after.
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
