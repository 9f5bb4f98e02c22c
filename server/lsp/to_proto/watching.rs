//! Registrations for `workspace/didChangeWatchedFiles`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use agentls_analysis::dialect::other_globs;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types as lsp;

const METHOD: &str = "workspace/didChangeWatchedFiles";

/// The id of the registration for the files that settings name.
const NAMED: &str = "agentls/named";

/// The kinds of change to watch (LSP 3.17, `WatchKind`).
const CREATED: u8 = 1;
const DELETED: u8 = 4;

/// Registers for changes to markdown files, those that tools read in other formats, settings, manifests, servers and ignore files, and for the creation and
/// deletion of anything that may hold them: folders and links.
pub(crate) fn of_files() -> lsp::Registration {
    let files = [
        "**/*.{md,mdc}",
        "**/agentls.toml",
        "**/{plugin,marketplace}.json",
        "**/.vscode/settings.json",
        "**/.mcp.json",
        "**/.{gitignore,ignore}",
    ];
    let places = ["**/.*", "**/{agents,skills,commands}", "**/{agents,skills,commands}/**"];
    let files = files.map(|glob| json!({ "globPattern": glob }));
    let others = other_globs().map(|glob| json!({ "globPattern": glob }));
    let created = places.map(|glob| json!({ "globPattern": glob, "kind": CREATED }));
    // VS Code reports a deleted folder, but not the files in it.
    let deleted = [json!({ "globPattern": "**/*", "kind": DELETED })];
    registration("agentls/files", files.into_iter().chain(others).chain(created).chain(deleted))
}

/// Registers for changes to the files that settings name.
pub(crate) fn of_named(files: &BTreeSet<PathBuf>) -> lsp::Registration {
    let names = files.iter().filter_map(|file| file.file_name());
    registration(NAMED, names.map(|name| json!({ "globPattern": format!("**/{}", name.to_string_lossy()) })))
}

/// Registers for the creation of any file.
pub(crate) fn of_created() -> lsp::Registration {
    registration("agentls/created", [json!({ "globPattern": "**/*", "kind": CREATED })].into_iter())
}

/// Ends the registration of [`of_named`].
pub(crate) fn end_of_named() -> lsp::Unregistration {
    lsp::Unregistration { id: NAMED.to_owned(), method: METHOD.to_owned() }
}

fn registration(id: &str, watchers: impl Iterator<Item = Value>) -> lsp::Registration {
    let watchers: Vec<_> = watchers.collect();
    lsp::Registration {
        id: id.to_owned(),
        method: METHOD.to_owned(),
        register_options: Some(json!({ "watchers": watchers })),
    }
}
