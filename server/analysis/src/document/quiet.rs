//! Tracks the front matter entries that need not be checked again.

use std::sync::atomic::{AtomicU64, Ordering};

/// Outermost entries, by index, without diagnostics that depend only on the entry, the kind of file and the path.
/// Entries from the 64th on are never included.
#[derive(Debug, Default)]
pub(crate) struct CleanEntries(AtomicU64);

impl CleanEntries {
    /// Whether an entry need not be checked again.
    pub(crate) fn is_clean(&self, entry: usize) -> bool {
        self.0.load(Ordering::Relaxed) & bit(entry) != 0
    }

    /// Marks an entry as clean.
    pub(crate) fn mark_clean(&self, entry: usize) {
        self.0.fetch_or(bit(entry), Ordering::Relaxed);
    }

    pub(super) fn remove(&mut self, entry: usize) {
        *self.0.get_mut() &= !bit(entry);
    }
}

impl Clone for CleanEntries {
    fn clone(&self) -> Self {
        Self(AtomicU64::new(self.0.load(Ordering::Relaxed)))
    }
}

fn bit(entry: usize) -> u64 {
    u32::try_from(entry).ok().and_then(|entry| 1_u64.checked_shl(entry)).unwrap_or_default()
}
