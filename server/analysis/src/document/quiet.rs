//! Which entries of a front matter need no second look.

use std::sync::atomic::{AtomicU64, Ordering};

/// The outermost entries, by number, in which nothing was found that depends on them, on the kind of document and on its
/// path alone. Those from the 64th on are never among them.
#[derive(Debug, Default)]
pub(crate) struct CleanEntries(AtomicU64);

impl CleanEntries {
    /// Whether an entry needs no second look.
    pub(crate) fn is_clean(&self, entry: usize) -> bool {
        self.0.load(Ordering::Relaxed) & bit(entry) != 0
    }

    /// Notes that an entry needs no second look.
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
