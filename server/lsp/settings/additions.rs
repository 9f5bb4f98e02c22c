//! What settings add to what is known of tools.

use std::sync::Arc;

use agentls_analysis::dialect::{Dialects, Topic};

use super::FILE;
use super::format::Vocabulary;
use super::read::Read;

/// What settings add, as plain values: equal ones make the same of what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Additions {
    words: Vec<(Topic, Vec<String>, &'static str)>,
}

impl Additions {
    /// What an editor and a settings file add.
    pub(super) fn of(editor: &Read, file: &Read) -> Self {
        let editor = words(&editor.settings.vocabulary, "the settings of the editor");
        Self { words: editor.chain(words(&file.settings.vocabulary, FILE)).collect() }
    }

    /// What is known with them.
    pub(super) fn make(&self) -> Arc<Dialects> {
        let known = Dialects::built_in();
        if *self == Self::default() {
            return known.clone();
        }
        let add = |known: Dialects, (topic, words, origin): &(Topic, Vec<String>, &str)| {
            known.with_words(*topic, words, origin)
        };
        Arc::new(self.words.iter().fold((**known).clone(), add))
    }
}

/// The words that a vocabulary has, by what they are for.
fn words(
    vocabulary: &Vocabulary,
    origin: &'static str,
) -> impl Iterator<Item = (Topic, Vec<String>, &'static str)> {
    let Vocabulary { tools, models, types, capabilities, priorities, colors } = vocabulary;
    let all = [
        (Topic::Tools, tools),
        (Topic::Models, models),
        (Topic::Types, types),
        (Topic::Capabilities, capabilities),
        (Topic::Priorities, priorities),
        (Topic::Colors, colors),
    ];
    all.into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(move |(topic, words)| (topic, words.clone(), origin))
}
