//! Which links of a body count in a kind of file.

use std::ops::Range;

use super::Document;
use crate::dialect::{BodyAdvice, FileKind, Imports, Role};
use crate::links::{Link, LinkForm};

impl Document {
    /// Returns the links that count in this kind of file, with the bytes of their destinations, in text order: imports
    /// only where a tool includes files, paths in code spans only in skills.
    pub fn links(&self) -> impl Iterator<Item = (Range<usize>, &Link)> {
        let imports = self.imports().map(|(_, imports)| imports);
        let skill = self.is_skill();
        self.sections().links().filter(move |(_, link)| match link.form {
            LinkForm::Text | LinkForm::Image => true,
            LinkForm::Import { .. } => imports.is_some_and(|imports| {
                link.is_followed_in(imports) && (imports.home || !link.path.starts_with('~'))
            }),
            LinkForm::Bundled { .. } => skill,
        })
    }

    /// Returns how files are included by `@path`, with the kind of file as which a tool does that: the kind of the
    /// document, or else that of another tool that reads it.
    pub fn imports(&self) -> Option<(&FileKind, &Imports)> {
        let found = |kind: &'_ FileKind| kind.imports.is_some();
        let own = &*self.detection.as_ref()?.document;
        let kind = Some(own).filter(|own| found(own));
        let kind =
            kind.or_else(|| self.location.readers.iter().map(|kind| &**kind).find(|kind| found(kind)))?;
        Some((kind, kind.imports.as_ref()?))
    }

    /// Whether it is the main file of a skill, beside which the files of the skill lie.
    pub fn is_skill(&self) -> bool {
        let skill = self.detection.as_ref().is_some_and(|found| found.document.role == Role::Skill);
        skill && self.path.as_deref().is_some_and(|path| path.ends_with("/SKILL.md"))
    }

    /// Returns how long the body should be at most, for the main file of a skill.
    pub(crate) fn body_advice(&self) -> Option<&BodyAdvice> {
        let own = self.detection.as_ref().filter(|_| self.is_skill())?.document.body_advice.as_ref();
        own.or_else(|| self.location.readers.iter().find_map(|kind| kind.body_advice.as_ref()))
    }

    /// Whether the body of a skill is longer than it should be.
    pub fn is_long(&self) -> bool {
        self.body_advice().is_some_and(|advice| {
            let (lines, tokens) = self.body_size();
            lines > advice.lines || tokens > advice.tokens
        })
    }

    /// Returns the size of the body: its lines, and an estimate of its tokens, of four bytes each.
    pub(crate) fn body_size(&self) -> (usize, usize) {
        let start = self.syntax.body_start().min(self.text.len());
        let last = self.text.line_at(self.text.len());
        (last.saturating_sub(self.text.line_at(start)), (self.text.len() - start) / 4)
    }
}
