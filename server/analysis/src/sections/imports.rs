//! The imports of a section.

use super::Section;
use crate::links::{Link, LinkForm};

impl Section {
    /// Returns the imports, with bytes from the start of the section.
    pub(crate) fn imports(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| matches!(link.form, LinkForm::Import { .. }))
    }
}
