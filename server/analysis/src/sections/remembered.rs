//! Values that are computed from sections once.

use std::sync::{Arc, OnceLock};

/// A lazily computed value, shared by versions. It is derived from the sections, so all are equal.
#[derive(Debug)]
pub(super) struct Remembered<T>(Arc<OnceLock<T>>);

impl<T> Remembered<T> {
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }

    /// Returns the value, if it is computed.
    pub(super) fn made(&self) -> Option<&T> {
        self.0.get()
    }
}

impl<T> From<T> for Remembered<T> {
    fn from(made: T) -> Self {
        Self(Arc::new(OnceLock::from(made)))
    }
}

// A derived `Clone` or `Default` would require it of `T`.
impl<T> Clone for Remembered<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> PartialEq for Remembered<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Remembered<T> {}
