//! Caches the verdicts of tools on one version of a document.

use std::sync::{Arc, Mutex, PoisonError};

use super::Document;
use crate::loading::{Loader, Verdict};

/// The known verdicts, by loader.
#[derive(Debug, Default)]
pub(super) struct Judged(Mutex<Vec<(&'static Loader, Arc<Verdict>)>>);

impl Document {
    /// Returns the verdict of one tool on the document, as a file at its path.
    pub fn verdict(&self, loader: &'static Loader) -> Arc<Verdict> {
        self.verdicts([loader]).pop().unwrap_or_else(|| Arc::new(loader.verdict(&self.as_file())))
    }

    /// Like [`Self::verdict`], for several tools, which share what they parse.
    pub(crate) fn verdicts(&self, loaders: impl IntoIterator<Item = &'static Loader>) -> Vec<Arc<Verdict>> {
        let mut known = self.judged.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = None;
        let verdict = |loader: &'static Loader| {
            if let Some((_, verdict)) = known.iter().find(|(known, _)| std::ptr::eq(*known, loader)) {
                return verdict.clone();
            }
            let verdict = Arc::new(loader.verdict(file.get_or_insert_with(|| self.as_file())));
            known.push((loader, verdict.clone()));
            verdict
        };
        loaders.into_iter().map(verdict).collect()
    }
}
