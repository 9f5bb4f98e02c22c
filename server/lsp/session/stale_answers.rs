//! Answers that a client shows until it asks again, and that it is asked to ask for again when they may differ.

use super::Session;

/// Kinds of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StaleAnswers {
    /// Semantic tokens.
    pub(crate) tokens: bool,
    /// Code lenses.
    pub(crate) lenses: bool,
}

/// Which answers a client has, and as of when.
#[derive(Default)]
pub(super) struct Answered {
    /// Those that it has asked for.
    asked: StaleAnswers,
    /// How often names had changed then, as the index counts it.
    name_changes: u64,
    /// Whether any open document had code lenses then.
    lenses: bool,
    /// Whether the client has not yet answered to the last refresh. It is sent no other one meanwhile.
    refreshing: bool,
}

impl Session {
    /// Records that the client has asked for answers of a kind.
    pub(crate) fn note_asked(&mut self, kind: StaleAnswers) {
        let Answered { asked, name_changes, lenses, .. } = &mut self.answered;
        if *asked == StaleAnswers::default() {
            *name_changes = self.index.name_changes();
        }
        *lenses |= kind.lenses && self.documents.values().any(|open| open.code_lenses);
        *asked = StaleAnswers { tokens: asked.tokens || kind.tokens, lenses: asked.lenses || kind.lenses };
    }

    /// Returns the kinds of answers that the client is to ask for again, each change once; `None` if none may differ, or
    /// if it has still to answer to the last refresh. Then [`Self::end_refresh`] must be called.
    pub(crate) fn begin_refresh(&mut self) -> Option<StaleAnswers> {
        let asked = self.answered.asked;
        let mut stale = StaleAnswers {
            tokens: asked.tokens && self.flags.refreshes_tokens,
            lenses: asked.lenses && self.flags.refreshes_lenses,
        };
        if stale == StaleAnswers::default() || self.answered.refreshing {
            return None;
        }
        if self.settle() {
            self.mark_all();
        }
        let changes = self.index.name_changes();
        if std::mem::replace(&mut self.answered.name_changes, changes) == changes {
            return None;
        }
        let lenses = self.documents.values().any(|open| open.code_lenses);
        stale.lenses &= std::mem::replace(&mut self.answered.lenses, lenses) || lenses;
        self.answered.refreshing = stale != StaleAnswers::default();
        self.answered.refreshing.then_some(stale)
    }

    /// Records that the client has answered to a refresh.
    pub(crate) fn end_refresh(&mut self) {
        self.answered.refreshing = false;
    }
}
