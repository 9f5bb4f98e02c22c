//! The requests to a client to watch files for the server.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};
use tower_lsp::gen_lsp_types as lsp;

const METHOD: &str = "workspace/didChangeWatchedFiles";

/// The id of the request for the files that settings name.
const NAMED: &str = "agentls/named";

/// The kinds of change that clients may tell of (LSP 3.17, `WatchKind`).
const CREATED: u8 = 1;
const DELETED: u8 = 4;

/// The request to be told of changes to markdown files, settings, manifests, servers and ignore files, and of what comes and
/// goes with all that is in it: folders and links.
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
    let created = places.map(|glob| json!({ "globPattern": glob, "kind": CREATED }));
    // VS Code tells of a folder that is gone, and not of what was in it.
    let deleted = [json!({ "globPattern": "**/*", "kind": DELETED })];
    registration("agentls/files", files.into_iter().chain(created).chain(deleted))
}

/// The request to be told of changes to the files that settings name.
pub(crate) fn of_named(files: &BTreeSet<PathBuf>) -> lsp::Registration {
    let names = files.iter().filter_map(|file| file.file_name());
    registration(NAMED, names.map(|name| json!({ "globPattern": format!("**/{}", name.to_string_lossy()) })))
}

/// The end of that request.
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
