//! The requests to a client to watch files for the server.

use std::collections::BTreeSet;
use std::path::PathBuf;

use tower_lsp::gen_lsp_types as lsp;

const METHOD: &str = "workspace/didChangeWatchedFiles";

/// The id of the request for the files that settings name.
const NAMED: &str = "agentls/named";

/// The request to be told of changes to markdown files, settings, manifests and servers.
pub(crate) fn of_files() -> lsp::Registration {
    let globs = [
        "**/*.{md,mdc}",
        "**/agentls.toml",
        "**/{plugin,marketplace}.json",
        "**/.vscode/settings.json",
        "**/.mcp.json",
    ];
    registration("agentls/files", globs.map(str::to_owned))
}

/// The request to be told of changes to the files that settings name.
pub(crate) fn of_named(files: &BTreeSet<PathBuf>) -> lsp::Registration {
    let names = files.iter().filter_map(|file| file.file_name());
    registration(NAMED, names.map(|name| format!("**/{}", name.to_string_lossy())))
}

/// The end of that request.
pub(crate) fn end_of_named() -> lsp::Unregistration {
    lsp::Unregistration { id: NAMED.to_owned(), method: METHOD.to_owned() }
}

fn registration(id: &str, globs: impl IntoIterator<Item = String>) -> lsp::Registration {
    let globs: Vec<_> = globs.into_iter().map(|glob| serde_json::json!({ "globPattern": glob })).collect();
    lsp::Registration {
        id: id.to_owned(),
        method: METHOD.to_owned(),
        register_options: Some(serde_json::json!({ "watchers": globs })),
    }
}
