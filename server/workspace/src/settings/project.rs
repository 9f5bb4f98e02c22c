//! What holds for the files below one settings file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentls_analysis::dialect::Dialects;
use agentls_analysis::lint::Policy;

use super::additions::{self, Extensions, ResolvedDialects};
use super::files;
use super::layers::{self, Layer};
use super::limits::Limits;
use super::manifests::Manifest;
use super::problem::{self, Report, SettingsError};
use super::read::{HEAVY, ParsedSettings};
use super::servers::{self, Servers};
use crate::paths;

/// What holds for the files below one settings file, together with what the editor sets; or, without such a file, what
/// the editor sets alone.
#[derive(Clone, Debug)]
pub struct Project {
    /// What is known of tools.
    pub dialects: Arc<Dialects>,
    /// How much is looked at and answered.
    pub limits: Limits,
    /// The settings file.
    pub file: Option<PathBuf>,
    /// What is wrong in the settings file and in the files that it names.
    pub reports: Vec<Report>,
    /// Whether the settings file is still to be read: until then, nothing is known of what it says.
    pub awaited: bool,
    text: String,
    layers: Vec<Layer>,
    additions: Extensions,
    known: ResolvedDialects,
    /// The files that define servers, the outermost first.
    pub(super) servers: Arc<[Servers]>,
}

/// What an editor sets, and the folder that it sets it for, with its last `/`.
#[derive(Clone, Copy)]
pub(super) struct Editor<'a> {
    pub(super) read: &'a ParsedSettings,
    pub(super) root: Option<&'a str>,
}

/// A larger settings file is none.
const LARGEST: u64 = 1024 * 1024;

impl Project {
    /// Reads a settings file. `before` is what held there until now.
    pub(super) fn new(
        file: Option<&Path>,
        editor: Editor<'_>,
        manifests: &[Manifest],
        before: Option<&Self>,
    ) -> Self {
        let Some(file) = file else { return Self::from_settings(None, "", editor, manifests, before) };
        match files::read_project_file(file, LARGEST) {
            Ok(text) => Self::from_settings(Some(file), &text, editor, manifests, before),
            Err(message) => {
                let mut project = Self::from_settings(Some(file), "", editor, manifests, before);
                let problem = SettingsError::new(0..0, String::new(), message);
                project.reports =
                    vec![Report { path: file.to_owned(), text: String::new(), problems: vec![problem] }];
                project
            }
        }
    }

    /// What holds until a settings file is read.
    pub(super) fn awaited(file: Option<&Path>, editor: Editor<'_>, manifests: &[Manifest]) -> Self {
        Self { awaited: true, ..Self::from_settings(file, "", editor, manifests, None) }
    }

    /// Whether it takes long to read.
    pub(super) fn is_heavy(&self) -> bool {
        self.awaited || self.text.len() > HEAVY
    }

    /// What holds if a settings file has that text.
    pub(super) fn from_settings(
        file: Option<&Path>,
        text: &str,
        editor: Editor<'_>,
        manifests: &[Manifest],
        before: Option<&Self>,
    ) -> Self {
        let read = ParsedSettings::of_text(text);
        let root = file.and_then(Path::parent).map(paths::folder);
        let additions =
            Extensions::from_sources((editor.read, editor.root), (&read, root.as_deref()), manifests);
        // Where nothing else is known of tools, what was made from that holds on.
        let same = before.filter(|before| before.additions == additions);
        let known = same.map_or_else(|| additions.make(), |before| before.known.clone());
        let (names, mut problems) = (additions.setting_names(&known), read.problems.clone());
        // What is wrong with the editor's settings was said when they were read.
        let mut layers = layers::layers(editor.read, editor.root, names, &mut Vec::new());
        layers.extend(layers::layers(&read, root.as_deref(), names, &mut problems));
        additions::check_extensions(&read, root.as_deref(), names, &mut problems);
        let problems = problem::told(problems);
        let report = |file: &Path| Report { path: file.to_owned(), text: text.to_owned(), problems };
        let own = file.map(report).filter(|report| !report.problems.is_empty());
        let reports = own.into_iter().chain(known.reports.iter().cloned()).collect();
        let (file, text) = (file.map(Path::to_owned), text.to_owned());
        let limits = read.settings.limits.or(editor.read.settings.limits);
        let (dialects, servers) = (known.dialects.clone(), Arc::default());
        Self { dialects, limits, file, reports, awaited: false, text, layers, additions, known, servers }
    }

    /// With the files that define servers.
    pub(super) fn with_servers(self, servers: Arc<[Servers]>) -> Self {
        Self { servers, ..self }
    }

    /// What would be wrong in the files that are named if one had that text.
    pub(super) fn reports_if(&self, file: &Path, text: &str) -> Vec<Report> {
        self.additions.with_text(file, text).make().reports
    }

    /// The files that it was read from, and those that were named and cannot be read.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let servers = self.servers.iter().map(|servers| &servers.path);
        self.file.iter().chain(self.additions.source_files()).chain(servers)
    }

    /// Whether it was read from the same texts as another.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.file == other.file
            && self.awaited == other.awaited
            && self.text == other.text
            && self.additions == other.additions
            && self.servers == other.servers
    }

    /// What is wrong with what an editor sets.
    pub(super) fn problems(editor: Editor<'_>) -> Vec<SettingsError> {
        let mut problems = editor.read.problems.clone();
        let additions =
            Extensions::from_sources((editor.read, editor.root), (&ParsedSettings::default(), None), &[]);
        let known = additions.make();
        layers::layers(editor.read, editor.root, additions.setting_names(&known), &mut problems);
        additions::check_extensions(editor.read, editor.root, additions.setting_names(&known), &mut problems);
        problems
    }

    /// How a file at a path is checked.
    #[must_use]
    pub fn policy(&self, path: Option<&str>) -> Policy {
        let policy = layers::policy(&self.layers, path);
        // Plugins bring servers along, in more ways than are known here.
        let path = path.filter(|_| !self.additions.have_plugins());
        Policy { servers: path.and_then(|path| servers::of_project(&self.servers, path)), ..policy }
    }
}
