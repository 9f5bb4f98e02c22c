//! What tools do with a version of a document, kept so that each is asked once.

use std::sync::{Arc, Mutex, PoisonError};

use super::Document;
use crate::loading::{Loader, Verdict};

/// The verdicts that are known, by the ids of their loaders.
#[derive(Debug, Default)]
pub(super) struct Judged(Mutex<Vec<(&'static str, Arc<Verdict>)>>);

impl Document {
    /// What a tool does with the document as a file at its path.
    pub fn verdict(&self, loader: &'static Loader) -> Arc<Verdict> {
        self.verdicts([loader]).pop().unwrap_or_else(|| Arc::new(loader.verdict(&self.as_file())))
    }

    /// The same for several tools, which share what they read of it.
    pub(crate) fn verdicts(&self, loaders: impl IntoIterator<Item = &'static Loader>) -> Vec<Arc<Verdict>> {
        let mut known = self.judged.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = None;
        let verdict = |loader: &'static Loader| {
            if let Some((_, verdict)) = known.iter().find(|(id, _)| *id == loader.id) {
                return verdict.clone();
            }
            let verdict = Arc::new(loader.verdict(file.get_or_insert_with(|| self.as_file())));
            known.push((loader.id, verdict.clone()));
            verdict
        };
        loaders.into_iter().map(verdict).collect()
    }
}
