//! Extensions of the dialects by settings: words, locations and dialect files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentls_analysis::code_span::code_excerpt;
use agentls_analysis::dialect::{Dialects, Located, Topic};

use super::dialect::Named;
use super::format::Vocabulary;
use super::globs::{glob, plain};
use super::manifests::{self, Manifest, ManifestDir};
use super::problem::{MOST, Report, SettingsError};
use super::read::ParsedSettings;
use super::tree::Step;
use super::{FILE, suggestion};

/// The origin of editor settings, as shown to people.
const EDITOR: &str = "the settings of the editor";

/// The names that settings may refer to.
#[derive(Clone, Copy)]
pub(super) struct SettingNames<'a> {
    pub(super) known: &'a Dialects,
    /// Whether these are all names: an unusable dialect file might have defined others.
    pub(super) whole: bool,
    pub(super) additions: &'a Extensions,
}

/// What settings add, as plain values: equal ones resolve to equal dialects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extensions(Vec<Extension>);

/// What one file or section adds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Extension {
    origin: String,
    dialects: Vec<Named>,
    words: Vec<(Topic, Vec<String>)>,
    /// The folder that globs are relative to, with a trailing `/`, and pairs of a glob and the id of its kind.
    locations: Option<(String, Vec<(String, String)>)>,
    /// The file and its locations, if it is a manifest rather than settings.
    manifest: Option<(PathBuf, Vec<ManifestDir>)>,
    /// The folder of the project of a manifest.
    project: String,
}

impl Extension {
    fn from_settings(read: &ParsedSettings, root: Option<&str>, origin: &str) -> Self {
        let settings = &read.settings;
        let named = |name: &String| Some(Named::read_file(root?, name));
        Self {
            origin: origin.to_owned(),
            dialects: settings.dialects.iter().filter_map(named).collect(),
            words: topic_words(&settings.vocabulary),
            locations: root.map(|root| (root.to_owned(), locations(read))).filter(|(_, all)| !all.is_empty()),
            manifest: None,
            project: root.unwrap_or_default().to_owned(),
        }
    }

    fn of_manifest(manifest: &Manifest, project: &str) -> Self {
        Self {
            origin: manifest.origin.clone(),
            dialects: Vec::new(),
            words: Vec::new(),
            locations: None,
            manifest: Some((manifest.path.clone(), manifest.places.clone())),
            project: project.to_owned(),
        }
    }

    fn is_empty(&self) -> bool {
        self.dialects.is_empty() && self.words.is_empty() && self.locations.is_none()
    }
}

/// The dialects with all extensions applied.
#[derive(Clone, Debug)]
pub(super) struct ResolvedDialects {
    pub(super) dialects: Arc<Dialects>,
    /// Errors in dialect files, which are then not applied.
    pub(super) reports: Vec<Report>,
}

impl Extensions {
    /// Collects the extensions of an editor and a settings file, with the folders that their paths are relative to.
    ///
    /// Manifests are added before them, outer ones first, since later parts take precedence. All manifests belong to
    /// the project of the outermost one.
    pub(super) fn from_sources(
        editor: (&ParsedSettings, Option<&str>),
        file: (&ParsedSettings, Option<&str>),
        manifests: &[Manifest],
    ) -> Self {
        let parts = [(editor, EDITOR), (file, FILE)]
            .map(|((read, root), origin)| Extension::from_settings(read, root, origin));
        let project = manifests.first().map(|outermost| &*outermost.root).unwrap_or_default();
        let manifests = manifests.iter().map(|manifest| Extension::of_manifest(manifest, project));
        Self(manifests.chain(parts.into_iter().filter(|part| !part.is_empty())).collect())
    }

    /// Returns the paths of the named files and of the manifests.
    pub(super) fn source_files(&self) -> impl Iterator<Item = &PathBuf> {
        let manifests = self.0.iter().filter_map(|part| part.manifest.as_ref().map(|(file, _)| file));
        self.named_files().map(|named| &named.path).chain(manifests)
    }

    /// Whether a manifest of a plugin or marketplace is among them.
    pub(super) fn have_plugins(&self) -> bool {
        let mut manifests = self.0.iter().filter_map(|part| part.manifest.as_ref());
        manifests.any(|(file, _)| !manifests::is_editor(file))
    }

    /// Resolves the dialects: dialect files first, since words and locations may be for kinds that these define.
    pub(super) fn make(&self) -> ResolvedDialects {
        let built_in = Dialects::built_in();
        if self.0.is_empty() {
            return ResolvedDialects { dialects: built_in.clone(), reports: Vec::new() };
        }
        let (mut known, mut reports) = ((**built_in).clone(), Vec::new());
        for named in self.named_files() {
            match named.add_to(&known) {
                Ok(more) => known = more,
                Err(report) => reports.push(report),
            }
        }
        for part in &self.0 {
            for (topic, words) in &part.words {
                known = known.with_words(*topic, words, &part.origin);
            }
            let located = part.located(&known);
            known = known.with_located(located);
        }
        ResolvedDialects { dialects: Arc::new(known), reports }
    }

    /// Returns the extensions as if a named file had that text.
    pub(super) fn with_text(&self, path: &Path, text: &str) -> Self {
        let mut other = self.clone();
        for named in other.0.iter_mut().flat_map(|part| &mut part.dialects).filter(|named| named.path == path)
        {
            named.text = Ok(text.to_owned());
        }
        other
    }

    fn named_files(&self) -> impl Iterator<Item = &Named> {
        self.0.iter().flat_map(|part| &part.dialects)
    }

    /// Returns the named files that cannot be read, with the reasons.
    fn unread(&self) -> HashMap<&Path, &str> {
        let unread =
            self.named_files().filter_map(|named| Some((named.path.as_path(), named.text.as_ref().err()?)));
        unread.map(|(path, reason)| (path, reason.as_str())).collect()
    }

    /// Returns the names that settings may refer to.
    pub(super) fn setting_names<'a>(&'a self, known: &'a ResolvedDialects) -> SettingNames<'a> {
        let whole = known.reports.is_empty() && self.named_files().all(|named| named.text.is_ok());
        SettingNames { known: &known.dialects, whole, additions: self }
    }
}

impl Extension {
    fn located(&self, known: &Dialects) -> Vec<Located> {
        let located = self.locations.iter().flat_map(|(root, all)| all.iter().map(move |it| (root, it)));
        let located = located.filter_map(|(root, (text, kind))| {
            Some(Located {
                root: root.clone(),
                glob: text.clone(),
                matcher: glob(text).ok()?,
                document: known.document(kind)?.clone(),
                origin: self.origin.clone(),
                project: self.project.clone(),
                named: false,
            })
        });
        let places = self.manifest.iter().flat_map(|(_, places)| places).filter_map(|place| {
            Some(Located {
                root: place.root.clone(),
                glob: place.glob.clone(),
                matcher: glob(&place.glob).ok()?,
                document: known.document(place.kind)?.clone(),
                origin: self.origin.clone(),
                project: self.project.clone(),
                named: true,
            })
        });
        located.chain(places).collect()
    }
}

/// Returns the words of a vocabulary by topic.
fn topic_words(vocabulary: &Vocabulary) -> Vec<(Topic, Vec<String>)> {
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

/// Returns pairs of a glob and the id of its kind. If several match, later ones win.
fn locations(read: &ParsedSettings) -> Vec<(String, String)> {
    let all = read.settings.locations.iter().rev();
    all.flat_map(|it| it.files.iter().map(|glob| (plain(glob).to_owned(), it.kind.clone()))).collect()
}

/// Reports invalid extensions: unreadable files, invalid globs and unknown kinds.
pub(super) fn check_extensions(
    read: &ParsedSettings,
    root: Option<&str>,
    names: SettingNames<'_>,
    problems: &mut Vec<SettingsError>,
) {
    let unread = names.additions.unread();
    for (index, name) in read.settings.dialects.iter().enumerate() {
        if problems.len() > MOST {
            return;
        }
        let path = Path::new(root.unwrap_or_default()).join(name);
        if let Some(message) = unread.get(&*path) {
            let steps = [Step::Key("dialects"), Step::Item(index)];
            problems.push(read.problem(&steps, format!("{}: {message}", code_excerpt(name))));
        }
    }
    for (index, location) in read.settings.locations.iter().enumerate() {
        if problems.len() > MOST {
            return;
        }
        let at = |rest: &[Step<'static>]| [&[Step::Key("locations"), Step::Item(index)], rest].concat();
        for (item, text) in location.files.iter().enumerate() {
            if let Err(message) = glob(text) {
                problems.push(read.problem(&at(&[Step::Key("files"), Step::Item(item)]), message));
            }
        }
        let kinds = || names.known.file_kinds().map(|kind| kind.id.as_str());
        if names.whole && !kinds().any(|kind| kind == location.kind) {
            let hint = match suggestion(&location.kind, kinds()) {
                hint if hint.is_empty() => " `agentls dialects` lists all kinds.".to_owned(),
                hint => hint,
            };
            let message = format!("Unknown kind {}.{hint}", code_excerpt(&location.kind));
            problems.push(read.problem(&at(&[Step::Key("kind")]), message));
        }
    }
}
