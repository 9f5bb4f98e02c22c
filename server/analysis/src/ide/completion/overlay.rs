//! The kind of document whose keys are offered. An agent of claude-flow is one of Claude Code until a key shows otherwise,
//! so that its first such key is offered while the file is still taken for the other.

use super::{CompletionScope, OfferCache};
use crate::dialect::{Evidence, Field, FileKind};
use crate::document::Document;
use crate::index::AgentIndex;

/// The kinds that a document is, or may become.
pub(super) struct Kinds<'a> {
    document: &'a Document,
    index: &'a AgentIndex,
    cache: &'a OfferCache,
    /// The kind of the document.
    own: &'a FileKind,
    /// The kind that is laid over that of the document, if the tools that the author writes for may include its own.
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

    /// The kind that the keys below that path are of.
    pub(super) fn kind_at(&self, path: &[&str]) -> &'a FileKind {
        let is_known =
            |kind: &&FileKind| path.first().is_none_or(|key| Field::for_key(&kind.fields, key).is_some());
        [Some(self.own), self.over].into_iter().flatten().find(is_known).unwrap_or(self.own)
    }

    /// The outermost keys in the order in which they are offered, in groups: each with the tool that it shows, if that is
    /// not the document's own. Those of the kind that is laid over come first where it is the usual one.
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

    /// Whether more of the neighbours are of the kind that is laid over than of the document's own.
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
