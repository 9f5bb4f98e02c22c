//! Locations that a project names for its tools: manifests of plugins and marketplaces, and settings of VS Code.
//!
//! Errors in these files are not reported here: only the folders and files that they name are read.

use std::path::{Component, Path, PathBuf};

use serde_json::{Map, Value};

use super::files;
use crate::paths;

/// Maximum size of a manifest, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Maximum number of plugins read from one marketplace; the rest is left to their own manifests.
const MOST_PLUGINS: usize = 500;

/// The folders of a project that may contain its manifests; the last is the project folder itself.
const FOLDERS: &[(&str, Kinds)] = &[
    (".claude-plugin", CLAUDE),
    (
        ".github/plugin",
        Kinds { agents: "copilot.agent", skills: "copilot.skill", commands: "copilot.prompt" },
    ),
    (".codex-plugin", Kinds { agents: "", skills: "codex.skill", commands: "" }),
    (
        ".cursor-plugin",
        Kinds { agents: "cursor.subagent", skills: "cursor.skill", commands: "cursor.command" },
    ),
    ("", CLAUDE),
];

const CLAUDE: Kinds = Kinds {
    agents: "claude-code.plugin-agent",
    skills: "claude-code.skill",
    commands: "claude-code.command",
};

/// The kinds of an Agent Plugin, whose manifest has the address of the schema.
const AGENT_PLUGIN: Kinds = Kinds { agents: "", skills: "agent-plugins.skill", commands: "" };

/// The ids of the kinds of files in a plugin; empty for what its tool does not read from markdown.
#[derive(Clone, Copy)]
struct Kinds {
    agents: &'static str,
    skills: &'static str,
    commands: &'static str,
}

/// The settings file of VS Code, relative to its folder.
const EDITOR_FILE: &str = ".vscode/settings.json";

/// The VS Code settings that name folders, with the globs of their files and the kinds.
const EDITOR: &[(&str, &[&str], &str)] = &[
    ("chat.agentFilesLocations", &["*.md"], "copilot.agent"),
    ("chat.agentSkillsLocations", &["*/SKILL.md"], "copilot.skill"),
    ("chat.promptFilesLocations", &["**/*.prompt.md"], "copilot.prompt"),
    ("chat.instructionsFilesLocations", &["**/*.instructions.md"], "copilot.instructions"),
];

/// A file that names locations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Its path.
    pub(super) path: PathBuf,
    /// Its name, as shown to people.
    pub(super) origin: String,
    /// The folder that it applies to, with a trailing `/`.
    pub(super) root: String,
    /// The locations that it names.
    pub(super) places: Vec<ManifestDir>,
}

/// A location with files of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ManifestDir {
    /// The folder that the glob is relative to, with a trailing `/`.
    pub(super) root: String,
    pub(super) glob: String,
    /// The id of the kind.
    pub(super) kind: &'static str,
}

/// Reads the manifests of a folder, in ascending order of precedence.
pub(super) fn read_manifests(folder: &Path) -> Vec<Manifest> {
    let mut found: Vec<_> = editor(folder).into_iter().collect();
    for (inner, kinds) in FOLDERS.iter().rev() {
        let own = folder.join(inner);
        if !inner.is_empty() && !own.is_dir() {
            continue;
        }
        found
            .extend(manifest(folder, &own.join("marketplace.json"), |root, text| market(root, text, *kinds)));
        let named = inner.is_empty();
        found.extend(manifest(folder, &own.join("plugin.json"), |root, text| {
            let value = json(text)?;
            let plugin = value.as_object().filter(|plugin| !named || is_plugin(plugin))?;
            Some(places(root, "", plugin, if is_agent_plugin(plugin) { AGENT_PLUGIN } else { *kinds }))
        }));
    }
    found
}

/// Whether a change of a file or folder may add, change or remove manifests.
pub(super) fn affects_manifests(path: &Path) -> bool {
    let names = ["plugin.json", "marketplace.json", "settings.json"];
    let folders = FOLDERS.iter().map(|(folder, _)| *folder).filter(|folder| !folder.is_empty());
    let ends = |name: &str| path.ends_with(name);
    names.iter().any(|name| ends(name)) || folders.chain([".vscode"]).any(ends)
}

/// Whether a manifest is the settings file of VS Code.
pub(super) fn is_editor(path: &Path) -> bool {
    path.ends_with(EDITOR_FILE)
}

fn manifest(
    folder: &Path,
    path: &Path,
    read: impl FnOnce(&Path, &str) -> Option<Vec<ManifestDir>>,
) -> Option<Manifest> {
    let text = path.is_file().then(|| files::read_project_file(path, LARGEST).ok()).flatten()?;
    let origin = paths::to_slash(path.strip_prefix(folder).unwrap_or(path)).to_string();
    // A manifest without locations, or an invalid one, is still watched.
    let places = read(folder, &text).unwrap_or_default();
    Some(Manifest { path: path.to_owned(), origin, root: paths::folder(folder), places })
}

fn editor(folder: &Path) -> Option<Manifest> {
    manifest(folder, &folder.join(EDITOR_FILE), |root, text| {
        let mut plain = text.to_owned();
        json_strip_comments::strip(&mut plain).ok()?;
        let settings = json(&plain)?;
        let mut places = Vec::new();
        for (key, globs, kind) in EDITOR {
            let Some(folders) = settings.get(*key).and_then(Value::as_object) else { continue };
            let on = folders.iter().filter(|(_, on)| on.as_bool() == Some(true));
            for folder in on.filter_map(|(folder, _)| inside(root, folder)) {
                places.extend(globs.iter().map(|glob| manifest_dir(root, &folder, glob, kind)));
            }
        }
        Some(places)
    })
}

/// Returns the locations of the plugins of a marketplace.
fn market(root: &Path, text: &str, kinds: Kinds) -> Option<Vec<ManifestDir>> {
    let market = json(text)?;
    let base = market.pointer("/metadata/pluginRoot").and_then(Value::as_str).unwrap_or_default();
    let base = inside(root, base).unwrap_or_default();
    let plugins = market.get("plugins")?.as_array()?;
    let mut found = Vec::new();
    for plugin in plugins.iter().take(MOST_PLUGINS).filter_map(Value::as_object) {
        let source = plugin.get("source").and_then(Value::as_str);
        let Some(source) = source.and_then(|source| inside(&root.join(&base), source)) else { continue };
        found.extend(places(root, &joined(&base, &source), plugin, kinds));
    }
    Some(found)
}

/// Whether a `plugin.json` in no tool's own folder describes a plugin of agents.
fn is_plugin(plugin: &Map<String, Value>) -> bool {
    let keys = ["agents", "skills", "commands"];
    plugin.contains_key("name")
        && (is_agent_plugin(plugin) || keys.iter().any(|key| plugin.contains_key(*key)))
}

/// Whether a manifest is that of an Agent Plugin.
fn is_agent_plugin(plugin: &Map<String, Value>) -> bool {
    let schema = plugin.get("$schema").and_then(Value::as_str);
    schema.is_some_and(|schema| schema.contains("agent-plugins"))
}

/// Returns the locations of one plugin: those that it names, and the default folders.
fn places(root: &Path, folder: &str, plugin: &Map<String, Value>, kinds: Kinds) -> Vec<ManifestDir> {
    let own = if folder.is_empty() { root.to_owned() } else { root.join(folder) };
    let mut found = Vec::new();
    for (key, kind) in [("agents", kinds.agents), ("skills", kinds.skills), ("commands", kinds.commands)] {
        if kind.is_empty() {
            continue;
        }
        let named = plugin.get(key).map(texts).unwrap_or_default();
        for name in named.into_iter().chain([key]).filter_map(|name| inside(&own, name)) {
            let globs: &[&str] = match (name.ends_with(".md"), key, name.is_empty()) {
                (true, ..) => &[""],
                (_, "skills", _) => &["*/SKILL.md", "SKILL.md"],
                (.., true) => &["*.md"],
                _ => &["**/*.md"],
            };
            found.extend(globs.iter().map(|glob| manifest_dir(&own, &name, glob, kind)));
        }
    }
    found
}

/// Returns the strings of a value that is a string or a list of strings.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn manifest_dir(root: &Path, folder: &str, glob: &str, kind: &'static str) -> ManifestDir {
    let glob = joined(&globset::escape(folder), glob);
    ManifestDir { root: paths::folder(root), glob, kind }
}

/// Joins two parts of a path, one of which may be empty.
fn joined(one: &str, other: &str) -> String {
    [one, other].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

/// Returns a path below a folder with `/` as separator, without `.`; `None` if it, or a link, leads out of the folder.
fn inside(root: &Path, path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str().filter(|part| !part.contains('\\'))?),
            Component::CurDir => {}
            _ => return None,
        }
    }
    if parts.first().is_some_and(|first| first.starts_with('~')) {
        return None;
    }
    let whole = parts.iter().fold(root.to_owned(), |whole, part| whole.join(part));
    // A path that does not exist yet leads nowhere.
    let leads_out = |real: PathBuf| root.canonicalize().is_ok_and(|root| !real.starts_with(root));
    (!whole.canonicalize().is_ok_and(leads_out)).then(|| parts.join("/"))
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}
