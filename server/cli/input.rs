//! What the commands that read files share: which files, for which tools, and which rules.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use agentls_analysis::code_span::code_span;
use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{self, Action};
use agentls_analysis::ide::graph::{GraphPart, graph_part};
use agentls_analysis::index::{AgentIndex, DocumentSummary, ImportedPaths, project_root};
use agentls_analysis::lint::cross_file::{self, CrossFileContext};
use agentls_analysis::lint::{Diagnostic, Fix, Policy, Severity, diagnostics_for, rules};
use agentls_analysis::matching::FileList;
use agentls_analysis::verdicts::Targets;
use agentls_workspace::existence::PathState;
use agentls_workspace::files::{self, Excluded, FoundFile};
use agentls_workspace::folder_files::FolderFiles;
use agentls_workspace::projects::tool_root;
use agentls_workspace::settings::{Exclusions, Project, SettingsCache, suggestion};
use agentls_workspace::skill_texts::read_texts;
use agentls_workspace::{scan, walk};
use rayon::prelude::*;

use super::diagnostic::Report;
use super::level::Level;
use super::targets::check_targets;

/// Which files are read, and for which tools and rules.
#[derive(clap::Args)]
pub(crate) struct Input {
    /// Files, folders (searched for markdown files), globs, or `-` for standard input.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Path that standard input is checked as; it determines the kind of file.
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Tool that the files are for, overriding `targets` in agentls.toml. Can be repeated.
    #[arg(long, value_name = "TOOL")]
    target: Vec<String>,
    /// Comma-separated rules to run; all by default.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Comma-separated rules to skip.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Minimum severity. What is reported makes the exit code 1, and only that is fixed.
    #[arg(long, value_enum, default_value = "warning", value_name = "LEVEL")]
    severity: Level,
    #[command(flatten)]
    exclude: Exclude,
    /// Print problems, and nothing beside them.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Which files are left out.
#[derive(clap::Args, Default)]
pub(crate) struct Exclude {
    /// Glob of files or folders to leave out, besides those of `exclude` in agentls.toml. Can be repeated.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Leave out excluded files even if they are named, as pre-commit names them.
    #[arg(long)]
    force_exclude: bool,
}

impl Exclude {
    /// What the settings exclude, of files that are named, too.
    pub(crate) const fn of_settings() -> Self {
        Self { exclude: Vec::new(), force_exclude: true }
    }

    /// Returns what is left out of the files that a command finds.
    ///
    /// # Errors
    /// A sentence about a glob that is not valid.
    pub(crate) fn to_excluded(&self, settings: &Arc<SettingsCache>) -> Result<Excluded, String> {
        let here = files::whole_path(Path::new("."));
        let own = Exclusions::new(Path::new(&here), &self.exclude)
            .map_err(|message| format!("--exclude: {}", message.trim_end_matches('.')))?;
        Ok(Excluded::new(settings.clone(), own, self.force_exclude))
    }
}

impl Input {
    /// Whether standard input is among the paths.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| files::is_stdin(path))
    }

    /// Files that are read for these tools, by all rules.
    pub(crate) fn of_paths(paths: Vec<PathBuf>, target: Vec<String>, exclude: Exclude) -> Self {
        let (select, ignore, severity) = (Vec::new(), Vec::new(), Level::Hint);
        Self { paths, stdin_filename: None, target, select, ignore, severity, exclude, quiet: false }
    }
}

/// Creates a cache of settings, with those of the user.
pub(crate) fn user_settings() -> SettingsCache {
    SettingsCache::of_home(std::env::home_dir().filter(|home| home.is_absolute()))
}

/// Reads a file with the settings around it. Returns its document, and the project.
///
/// # Errors
/// A sentence on why it cannot be read.
pub(crate) fn read_document(
    path: &Path,
    settings: &SettingsCache,
) -> Result<(Document, Arc<Project>), String> {
    let text = files::read_input(path)?;
    let whole: Arc<str> = files::whole_path(path).into();
    let place = Path::new(&*whole);
    let (project, names) = (settings.project_for(Some(place)), settings.path_names(place));
    let document = Document::with_names(&project.dialects, &whole, &names, None, 0, text.as_str().into());
    Ok((document, project))
}

/// A file with the policy that it is checked by.
pub(crate) struct LoadedFile {
    pub(crate) text: String,
    pub(crate) document: Document,
    pub(crate) policy: Policy,
}

/// Maximum size of text that is kept between survey and check, in bytes. Of later files, only the analysed bodies are
/// reused.
const MOST_KEPT: usize = 4 * 1024 * 1024;

/// Loads files with their settings, and collects their diagnostics.
pub(crate) struct Checker<'a> {
    input: &'a Input,
    settings: Arc<SettingsCache>,
    excluded: Excluded,
    /// Standard input, which can be read only once.
    stdin: OnceLock<Result<String, String>>,
    /// Files that the survey has read and the check has not loaded yet, by the given paths.
    kept: Mutex<HashMap<PathBuf, LoadedFile>>,
    /// Whether files exist that other files refer to.
    asked: Mutex<HashMap<Box<str>, bool>>,
    /// The files of projects, by the projects' folders and by those that are listed for them.
    lists: Mutex<HashMap<Arc<str>, Option<Arc<FileList>>>>,
    /// The files that other files import, with what they import themselves.
    imported: Mutex<HashMap<Box<str>, ImportedPaths>>,
    /// The index of the files' summaries.
    index: AgentIndex,
}

impl<'a> Checker<'a> {
    /// # Errors
    /// A sentence about an option with an unknown name.
    pub(crate) fn new(input: &'a Input) -> Result<Self, String> {
        let settings = Arc::new(user_settings());
        let excluded = input.exclude.to_excluded(&settings)?;
        for (option, codes) in [("select", &input.select), ("ignore", &input.ignore)] {
            if let Some(code) = codes.iter().find(|code| !rules().any(|rule| rule.code == **code)) {
                let hint = suggestion(code, rules().map(|rule| rule.code));
                return Err(format!(
                    "--{option}: unknown rule {}.{hint} `agentls explain` lists all rules",
                    code_span(code)
                ));
            }
        }
        if input.stdin_filename.is_some() && !input.reads_stdin() {
            return Err("--stdin-filename is about standard input, which is read if `-` is among the paths"
                .to_owned());
        }
        check_targets(&input.target, &input.paths, &settings)?;
        let (stdin, index) = (OnceLock::new(), AgentIndex::default());
        let (kept, asked) = (Mutex::default(), Mutex::default());
        let (lists, imported) = (Mutex::default(), Mutex::default());
        Ok(Self { input, settings, excluded, stdin, kept, asked, lists, imported, index })
    }

    /// Finds the files to be read.
    pub(crate) fn find_files(&self) -> Vec<FoundFile> {
        files::find_files(&self.input.paths, &self.excluded)
    }

    /// Returns the arguments.
    pub(crate) fn input(&self) -> &'a Input {
        self.input
    }

    /// Whether files or folders were left out, because they are excluded.
    pub(crate) fn has_left_out(&self) -> bool {
        self.excluded.count() > 0
    }

    /// Indexes the files and those around them. Without the index, each file is checked alone.
    pub(crate) fn survey(&mut self, paths: &[files::FoundFile]) {
        (self.kept, self.asked) = (Mutex::default(), Mutex::default());
        (self.lists, self.imported) = (Mutex::default(), Mutex::default());
        let room = AtomicUsize::new(MOST_KEPT);
        let has_room = |length| {
            room.try_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(length)).is_ok()
        };
        let read_one = |path: &PathBuf| {
            let whole: Arc<str> = files::whole_path(self.known_path(path)?).into();
            let Ok(file) = self.read_file(path) else {
                // A file that cannot be checked may still have a summary.
                let summary = scan::summary(Path::new(&*whole), &self.settings);
                return Some((whole, summary, None));
            };
            let summary = DocumentSummary::from_document(&file.document);
            match has_room(file.text.len()) {
                true => Some((whole, summary, Some((path.clone(), file)))),
                false => Some((whole, summary.map(|summary| summary.of_file(&file.text)), None)),
            }
        };
        let (mut known, mut kept) = (Vec::new(), HashMap::new());
        let read: Vec<_> = paths.par_iter().flatten().filter_map(read_one).collect();
        for (path, summary, file) in read {
            known.extend(summary.map(|summary| (path, summary)));
            kept.extend(file);
        }
        self.kept = Mutex::new(kept);
        self.index = scan::build_index(known, std::env::home_dir().as_deref(), &self.settings);
        let given = self.input.paths.iter().filter_map(|path| self.known_path(path));
        let roots = files::roots(given);
        self.index.set_roots(roots);
    }

    /// Returns the single-file and cross-file diagnostics of a document, in the order of the text.
    pub(crate) fn diagnostics(&self, document: &Document, policy: &Policy) -> Vec<Diagnostic> {
        let mut found = diagnostics_for(document, policy);
        found.extend(self.with_context(policy, |context| cross_file::diagnostics(document, context)));
        found.sort_by_key(|found| found.range.start);
        found
    }

    /// Returns the preferred fixes for cross-file diagnostics, safe ones or all, none overlapping another.
    pub(crate) fn cross_file_actions(
        &self,
        document: &Document,
        policy: &Policy,
        unsafe_fixes: bool,
    ) -> Vec<Action> {
        let wanted = |fix: &Fix| fix.preferred && (fix.safe || unsafe_fixes);
        let mut actions = self.with_context(policy, |context| {
            let mut found = cross_file::diagnostics(document, context);
            found.retain(|found| self.wants(found.rule.code, found.severity));
            actions::cross_file_actions(document, &found, &(0..document.text.len()), context, wanted)
        });
        let mut end = 0;
        actions.retain(|action| {
            let counts = action.safe || unsafe_fixes;
            counts && action.edits.iter().all(|edit| edit.range.start >= end) && {
                end = action.edits.last().map_or(end, |edit| edit.range.end);
                true
            }
        });
        actions
    }

    /// Returns what a file gives to the graph of all; `None` if it is for no tool.
    pub(crate) fn graph_part(&self, file: &LoadedFile) -> Option<GraphPart> {
        self.with_context(&file.policy, |context| graph_part(&file.document, context))
    }

    /// Returns the index of the survey.
    pub(crate) fn index(&self) -> &AgentIndex {
        &self.index
    }

    fn with_context<T>(&self, policy: &Policy, ask: impl FnOnce(&CrossFileContext<'_>) -> T) -> T {
        let exists = |path: &str| Some(self.exists(path));
        let executable = |path: &str| PathState::of_path(Path::new(path)).executable;
        let files = |path: &str| self.project_files(path);
        let texts = |folder: &str| read_texts(&*self.project_files(folder)?, folder);
        let imports = |path: &str| Some(self.imports_of(path));
        ask(&CrossFileContext {
            index: &self.index,
            policy,
            exists: &exists,
            executable: &executable,
            files: &files,
            texts: &texts,
            imports: &imports,
        })
    }

    /// Whether a path exists. Caches the answer until the next survey.
    fn exists(&self, path: &str) -> bool {
        let asked = || self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(exists) = asked().get(path) {
            return *exists;
        }
        let exists = Path::new(path).exists();
        asked().insert(path.into(), exists);
        exists
    }

    /// Returns the files of the project around a file. Lists them once.
    fn project_files(&self, path: &str) -> Option<Arc<FileList>> {
        let project = project_root(path);
        // Others wait for the list, which they need as well.
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = lists.get(project) {
            return list.clone();
        }
        let root = tool_root(project, self.index.folder_around(path));
        let list = lists.get(&root).cloned().unwrap_or_else(|| {
            let around = self.settings.project_for(Some(&Path::new(&*root).join("x")));
            FolderFiles::read(&root, around.limits.entries(), &|_| true).to_list().map(Arc::new)
        });
        lists.insert(root, list.clone());
        lists.insert(project.into(), list.clone());
        list
    }

    /// Returns the files that a file imports. Caches the answer until the next survey.
    fn imports_of(&self, path: &str) -> ImportedPaths {
        let imported = || self.imported.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(imports) = imported().get(path) {
            return imports.clone();
        }
        let imports = walk::read_imports(path);
        imported().insert(path.into(), imports.clone());
        imports
    }

    fn read_text(&self, path: &Path) -> Result<String, String> {
        if files::is_stdin(path) {
            return self.stdin.get_or_init(|| files::read_input(path)).clone();
        }
        files::read_input(path)
    }

    /// Reads a file and its settings, or takes them from the survey.
    ///
    /// # Errors
    /// A sentence about the file that cannot be read.
    pub(crate) fn load_file(&self, path: &Path) -> Result<LoadedFile, String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        if let Some(file) = kept {
            return Ok(file);
        }
        let file = self.read_file(path)?;
        let known = file.document.path.as_deref().and_then(|path| self.index.get(path));
        known.into_iter().for_each(|known| known.reuse(&file.document, &file.text));
        Ok(file)
    }

    fn read_file(&self, path: &Path) -> Result<LoadedFile, String> {
        let text = self.read_text(path)?;
        let whole = self.known_path(path).map(files::whole_path);
        let project = self.settings.project_for(whole.as_deref().map(Path::new));
        // Which files are read was decided when they were found.
        let mut policy = Policy { excluded: false, ..project.policy(whole.as_deref()) };
        if !self.input.target.is_empty() {
            policy.targets = Targets::new(self.input.target.iter().map(String::as_str), &project.dialects).0;
        }
        let document = match whole.map(Arc::from) {
            Some(whole) => {
                let names = self.settings.path_names(Path::new(&*whole));
                Document::with_names(&project.dialects, &whole, &names, None, 0, text.as_str().into())
            }
            None => Document::with_dialects(&project.dialects, None, 0, &text),
        };
        Ok(LoadedFile { text, document, policy })
    }

    /// Returns the errors in settings, by settings file.
    pub(crate) fn settings_reports(&self, paths: &[FoundFile]) -> Vec<Report> {
        let folders: BTreeSet<PathBuf> = paths
            .iter()
            .flatten()
            .filter_map(|path| self.known_path(path))
            .map(|path| PathBuf::from(files::whole_path(path)).with_file_name("x"))
            .collect();
        folders.iter().for_each(|file| drop(self.settings.project_for(Some(file))));
        let projects = self.settings.projects();
        let mut found: Vec<_> = projects.iter().flat_map(|project| &project.reports).collect();
        found.sort_by_key(|report| &report.path);
        found.dedup();
        found.into_iter().map(Report::of_settings).collect()
    }

    /// Returns the path that a file is checked as; `None` for standard input without a name.
    pub(crate) fn known_path<'b>(&'b self, path: &'b Path) -> Option<&'b Path> {
        if files::is_stdin(path) { self.input.stdin_filename.as_deref() } else { Some(path) }
    }

    /// Whether a rule is selected.
    pub(crate) fn selects(&self, code: &str) -> bool {
        let listed = |codes: &[String]| codes.iter().any(|listed| listed == code);
        (self.input.select.is_empty() || listed(&self.input.select)) && !listed(&self.input.ignore)
    }

    /// Whether a diagnostic of a rule with that severity is reported and fixed.
    pub(crate) fn wants(&self, code: &str, severity: Severity) -> bool {
        self.selects(code) && self.input.severity.includes(severity)
    }
}
