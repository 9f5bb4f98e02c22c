//! The resolved settings for the files below one settings file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentls_analysis::dialect::Dialects;
use agentls_analysis::lint::Policy;

use super::additions::{self, Extensions, ResolvedDialects};
use super::exclude::Exclusions;
use super::files;
use super::layers::{self, Layer};
use super::limits::Limits;
use super::manifests::Manifest;
use super::problem::{self, Report, SettingsError};
use super::read::{HEAVY, ParsedSettings};
use super::servers::{self, Servers};
use super::user::SettingsFile;

/// The resolved settings for the files below one settings file, merged with those of the editor; without such a file,
/// those of the editor alone.
#[derive(Clone, Debug)]
pub struct Project {
    /// The dialects, with the project's extensions.
    pub dialects: Arc<Dialects>,
    /// Limits on how much is read and returned.
    pub limits: Limits,
    /// Whether editors can format the files.
    pub formats: bool,
    /// Whether its documents have code lenses.
    pub code_lenses: bool,
    /// The settings file.
    pub file: Option<PathBuf>,
    /// Errors in the settings file and in the files that it names.
    pub reports: Vec<Report>,
    /// Whether the settings file has not been read yet; its contents are unknown until then.
    pub awaited: bool,
    text: String,
    layers: Vec<Layer>,
    exclusions: Exclusions,
    additions: Extensions,
    known: ResolvedDialects,
    /// The files that define MCP servers, the outermost first.
    pub(super) servers: Arc<[Servers]>,
}

/// The settings of an editor, and the folder that they apply to, with a trailing `/`.
#[derive(Clone, Copy)]
pub(super) struct Editor<'a> {
    pub(super) read: &'a ParsedSettings,
    pub(super) root: Option<&'a str>,
}

/// Maximum size of a settings file, in bytes.
const LARGEST: u64 = 1024 * 1024;

impl Project {
    /// Reads a settings file. `before` is the previous version.
    pub(super) fn new(
        file: Option<SettingsFile<'_>>,
        editor: Editor<'_>,
        manifests: &[Manifest],
        before: Option<&Self>,
    ) -> Self {
        let Some(file) = file else { return Self::from_settings(None, "", editor, manifests, before) };
        let read = if file.is_of_user() { files::read_any } else { files::read_project_file };
        match read(file.path, LARGEST) {
            Ok(text) => Self::from_settings(Some(file), &text, editor, manifests, before),
            Err(message) => {
                let mut project = Self::from_settings(Some(file), "", editor, manifests, before);
                let problem = SettingsError::new(0..0, String::new(), message);
                project.reports =
                    vec![Report { path: file.path.to_owned(), text: String::new(), problems: vec![problem] }];
                project
            }
        }
    }

    /// Returns the settings that apply until a settings file has been read.
    pub(super) fn awaited(
        file: Option<SettingsFile<'_>>,
        editor: Editor<'_>,
        manifests: &[Manifest],
    ) -> Self {
        Self { awaited: true, ..Self::from_settings(file, "", editor, manifests, None) }
    }

    /// Whether the settings are slow to read.
    pub(super) fn is_heavy(&self) -> bool {
        self.awaited || self.text.len() > HEAVY
    }

    /// Resolves the settings as if a settings file had that text.
    pub(super) fn from_settings(
        file: Option<SettingsFile<'_>>,
        text: &str,
        editor: Editor<'_>,
        manifests: &[Manifest],
        before: Option<&Self>,
    ) -> Self {
        let read = ParsedSettings::of_text(text);
        let (root, file) = (file.and_then(SettingsFile::root_folder), file.map(|file| file.path));
        let additions =
            Extensions::from_sources((editor.read, editor.root), (&read, root.as_deref()), manifests);
        // If the extensions are unchanged, the resolved dialects are reused.
        let same = before.filter(|before| before.additions == additions);
        let known = same.map_or_else(|| additions.make(), |before| before.known.clone());
        let (names, mut problems) = (additions.setting_names(&known), read.problems.clone());
        // Errors in the editor's settings were reported when they were read.
        let mut layers = layers::layers(editor.read, editor.root, names, &mut Vec::new());
        layers.extend(layers::layers(&read, root.as_deref(), names, &mut problems));
        additions::check_extensions(&read, root.as_deref(), names, &mut problems);
        let mut exclusions = Exclusions::from_settings(editor.read, editor.root, &mut Vec::new());
        exclusions.extend(Exclusions::from_settings(&read, root.as_deref(), &mut problems));
        let problems = problem::told(problems);
        let report = |file: &Path| Report { path: file.to_owned(), text: text.to_owned(), problems };
        let own = file.map(report).filter(|report| !report.problems.is_empty());
        let reports = own.into_iter().chain(known.reports.iter().cloned()).collect();
        let (file, text) = (file.map(Path::to_owned), text.to_owned());
        let limits = read.settings.limits.or(editor.read.settings.limits);
        let formats = read.settings.format.or(editor.read.settings.format).unwrap_or_default();
        let code_lenses = read.settings.code_lenses.or(editor.read.settings.code_lenses).unwrap_or_default();
        let (dialects, servers) = (known.dialects.clone(), Arc::default());
        let awaited = false;
        Self {
            dialects,
            limits,
            formats,
            code_lenses,
            file,
            reports,
            awaited,
            text,
            layers,
            exclusions,
            additions,
            known,
            servers,
        }
    }

    /// Sets the files that define MCP servers.
    pub(super) fn with_servers(self, servers: Arc<[Servers]>) -> Self {
        Self { servers, ..self }
    }

    /// Returns the errors that the named files would have if one of them had that text.
    pub(super) fn reports_if(&self, file: &Path, text: &str) -> Vec<Report> {
        self.additions.with_text(file, text).make().reports
    }

    /// Returns the files that it was read from, and named files that cannot be read.
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

    /// Returns the errors in an editor's settings.
    pub(super) fn problems(editor: Editor<'_>) -> Vec<SettingsError> {
        let mut problems = editor.read.problems.clone();
        let additions =
            Extensions::from_sources((editor.read, editor.root), (&ParsedSettings::default(), None), &[]);
        let known = additions.make();
        layers::layers(editor.read, editor.root, additions.setting_names(&known), &mut problems);
        additions::check_extensions(editor.read, editor.root, additions.setting_names(&known), &mut problems);
        Exclusions::from_settings(editor.read, editor.root, &mut problems);
        problems
    }

    /// Returns the policy for a file at a path.
    #[must_use]
    pub fn policy(&self, path: Option<&str>) -> Policy {
        let excluded = path.is_some_and(|path| self.exclusions.cover(path, ""));
        let policy = Policy { excluded, ..layers::policy(&self.layers, path) };
        // Plugins define servers in more ways than are modelled here.
        let path = path.filter(|_| !self.additions.have_plugins());
        Policy { servers: path.and_then(|path| servers::of_project(&self.servers, path)), ..policy }
    }

    /// Returns the files and folders that are not checked.
    #[must_use]
    pub fn exclusions(&self) -> &Exclusions {
        &self.exclusions
    }
}
