//! What settings add to what is known of tools.

use std::sync::Arc;

use agentls_analysis::dialect::{Dialects, Located, Topic};

use super::FILE;
use super::format::Vocabulary;
use super::layers::glob;
use super::problem::Problem;
use super::read::Read;
use super::suggestion;
use super::tree::Step;

/// The name of the other place for people.
const EDITOR: &str = "the settings of the editor";

/// What settings add, as plain values: equal ones make the same of what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Additions(Vec<Part>);

/// What one file or section adds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    origin: &'static str,
    words: Vec<(Topic, Vec<String>)>,
    /// The folder that globs are relative to, with its last `/`, with the globs and the kinds of document.
    locations: Option<(String, Vec<(String, String)>)>,
}

impl Additions {
    /// What an editor and a settings file add, with the folders that their globs are relative to.
    pub(super) fn of(editor: (&Read, Option<&str>), file: (&Read, Option<&str>)) -> Self {
        let parts = [(editor, EDITOR), (file, FILE)];
        let parts = parts.into_iter().map(|((read, root), origin)| Part {
            origin,
            words: words(&read.settings.vocabulary),
            locations: root.map(|root| (root.to_owned(), locations(read))).filter(|(_, all)| !all.is_empty()),
        });
        Self(parts.filter(|part| !part.words.is_empty() || part.locations.is_some()).collect())
    }

    /// What is known with them.
    pub(super) fn make(&self) -> Arc<Dialects> {
        let known = Dialects::built_in();
        if self.0.is_empty() {
            return known.clone();
        }
        Arc::new(self.0.iter().fold((**known).clone(), |known, part| part.add(&known)))
    }
}

impl Part {
    fn add(&self, known: &Dialects) -> Dialects {
        let words = self.words.iter();
        let known =
            words.fold(known.clone(), |known, (topic, words)| known.with_words(*topic, words, self.origin));
        let located = self.locations.iter().flat_map(|(root, all)| all.iter().map(move |it| (root, it)));
        let located = located.filter_map(|(root, (text, kind))| {
            Some(Located {
                root: root.clone(),
                glob: text.clone(),
                matcher: glob(text).ok()?,
                document: known.document(kind)?.clone(),
                origin: self.origin.to_owned(),
            })
        });
        let located = located.collect();
        known.with_located(located)
    }
}

/// The words that a vocabulary has, by what they are for.
fn words(vocabulary: &Vocabulary) -> Vec<(Topic, Vec<String>)> {
    let Vocabulary { tools, models, types, capabilities, priorities, colors } = vocabulary;
    let all = [
        (Topic::Tools, tools),
        (Topic::Models, models),
        (Topic::Types, types),
        (Topic::Capabilities, capabilities),
        (Topic::Priorities, priorities),
        (Topic::Colors, colors),
    ];
    let said = all.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(topic, words)| (topic, words.clone())).collect()
}

/// The globs with the kinds of document that they are for. Of several that match, later ones go first.
fn locations(read: &Read) -> Vec<(String, String)> {
    let all = read.settings.locations.iter().rev();
    all.flat_map(|it| it.files.iter().map(|glob| (plain(glob).to_owned(), it.kind.clone()))).collect()
}

/// A glob without the `./` that may stand before it.
pub(super) fn plain(glob: &str) -> &str {
    glob.strip_prefix("./").unwrap_or(glob)
}

/// What is wrong with the places of files: globs that are none, and kinds that are not known.
pub(super) fn check(read: &Read, known: &Dialects, problems: &mut Vec<Problem>) {
    for (index, location) in read.settings.locations.iter().enumerate() {
        let at = |rest: &[Step<'static>]| [&[Step::Key("locations"), Step::Item(index)], rest].concat();
        for (item, text) in location.files.iter().enumerate() {
            if let Err(message) = glob(text) {
                problems.push(read.problem(&at(&[Step::Key("files"), Step::Item(item)]), message));
            }
        }
        if known.document(&location.kind).is_none() {
            let hint = match suggestion(&location.kind, known.documents().map(|kind| kind.id.as_str())) {
                hint if hint.is_empty() => " `agentls dialects` lists them.".to_owned(),
                hint => hint,
            };
            let message = format!("`{}` is no kind of document that agentls knows.{hint}", location.kind);
            problems.push(read.problem(&at(&[Step::Key("kind")]), message));
        }
    }
}
