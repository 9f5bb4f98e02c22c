//! Selects the kind of file whose keys are offered. A claude-flow agent is a Claude Code agent until it has a key of
//! claude-flow, so the keys of both are offered.

use super::{CompletionScope, OfferCache};
use crate::dialect::{Evidence, Field, FileKind};
use crate::document::Document;
use crate::index::AgentIndex;

/// The kinds of file that a document is, or may become.
pub(super) struct Kinds<'a> {
    document: &'a Document,
    index: &'a AgentIndex,
    cache: &'a OfferCache,
    /// The kind of the document.
    own: &'a FileKind,
    /// The overlay on the document's kind, if its tool may be one of the targets.
    over: Option<&'a FileKind>,
}

impl<'a> Kinds<'a> {
    pub(super) fn for_document(
        document: &'a Document,
        own: &'a FileKind,
        scope: &CompletionScope<'a>,
    ) -> Self {
        let over = document.dialects.overlay_of(own);
        let over = over.filter(|over| !scope.targets.are_named() || scope.targets.name_kind(over));
        Self { document, index: scope.index, cache: scope.cache, own, over }
    }

    /// Returns the kind that the keys at a path belong to.
    pub(super) fn kind_at(&self, path: &[&str]) -> &'a FileKind {
        let is_known =
            |kind: &&FileKind| path.first().is_none_or(|key| Field::for_key(&kind.fields, key).is_some());
        [Some(self.own), self.over].into_iter().flatten().find(is_known).unwrap_or(self.own)
    }

    /// Returns the outermost keys in order, in groups, each with its tool if that is not the document's own. The
    /// overlay's keys come first if it is the usual kind.
    pub(super) fn outermost(&self) -> Vec<(Option<&'a str>, Vec<&'a Field>)> {
        let own = &self.own.fields;
        let Some(over) = self.over else { return vec![(None, own.iter().collect())] };
        let tool = Some(over.tool.as_str());
        let known = |field: &Field| own.iter().find(|own| own.name == field.name);
        if self.is_usual(over) {
            let group = |field| known(field).map_or((tool, vec![field]), |own| (None, vec![own]));
            return over.fields.iter().map(group).collect();
        }
        let is_read = |field: &&Field| matches!(field.evidence, Evidence::Docs | Evidence::Source);
        let more = over.fields.iter().filter(is_read).filter(|field| known(field).is_none());
        vec![(None, own.iter().collect()), (tool, more.collect())]
    }

    /// Whether more neighbours are of the overlay's kind than of the document's own.
    fn is_usual(&self, over: &FileKind) -> bool {
        let Some(path) = self.document.path.as_deref() else { return false };
        self.cache.is_usual((self.own, over), path, self.index, || {
            let others = self.index.neighbours(path);
            let kinds = others.filter_map(|(_, summary)| Some(&*summary.front.definition.as_ref()?.document));
            let (mut ahead, mut behind) = (0, 0);
            for kind in kinds {
                ahead += usize::from(kind == over);
                behind += usize::from(kind == self.own);
            }
            ahead > behind
        })
    }
}
