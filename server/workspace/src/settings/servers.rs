//! MCP servers that projects define in the `.mcp.json` of their folders.
//!
//! Only the names are read. If they are not known for certain, unknown servers are not reported.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::files;
use crate::paths;

const FILE: &str = ".mcp.json";

/// Maximum size of such a file, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// A file that defines MCP servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Servers {
    pub(super) path: PathBuf,
    /// Its folder, with a trailing `/`.
    root: String,
    /// The names of the servers; `None` if the file is unusable.
    names: Option<Vec<String>>,
}

/// Returns the files of a folder and its parents, the outermost first: Claude Code reads them all.
pub(super) fn of_folder(folder: &Path, around: Option<&Arc<[Servers]>>) -> Arc<[Servers]> {
    let around = around.cloned().unwrap_or_default();
    let path = folder.join(FILE);
    if !path.is_file() {
        return around;
    }
    let names = files::read_project_file(&path, LARGEST).ok().and_then(|text| server_names(&text));
    let own = Servers { path, root: paths::folder(folder), names };
    around.iter().cloned().chain([own]).collect()
}

fn server_names(text: &str) -> Option<Vec<String>> {
    let config: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    Some(config.get("mcpServers")?.as_object()?.keys().cloned().collect())
}

/// Returns the servers for a file in a project's `.claude` folder, if the project has such a file and all are usable.
pub(super) fn of_project(all: &[Servers], path: &str) -> Option<Arc<[String]>> {
    let root = path.get(..=path.rfind("/.claude/")?)?;
    let mut around: Vec<_> = all.iter().filter(|servers| root.starts_with(&servers.root)).collect();
    around.reverse();
    around.first().filter(|own| own.root == root)?;
    let names: Option<Vec<_>> = around.iter().map(|servers| servers.names.as_deref()).collect();
    Some(names?.concat().into())
}

/// Whether a change of a file may change which servers are defined.
pub(super) fn affects_servers(path: &Path) -> bool {
    path.ends_with(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn servers(root: &str, text: &str) -> Servers {
        Servers { path: Path::new(root).join(FILE), root: root.to_owned(), names: server_names(text) }
    }

    #[test]
    fn all_files_around_count_if_the_project_has_one() {
        let outer = servers("/w/", "{ \"mcpServers\": { \"a\": {} } }");
        let own = servers("/w/p/", "\u{feff}{ \"mcpServers\": { \"b\": {} } }");
        let of = |all: &[Servers], path| of_project(all, path).map(|names| names.join(" "));
        let both = [outer.clone(), own];
        assert_eq!(of(&both, "/w/p/.claude/agents/x.md").as_deref(), Some("b a"));
        assert_eq!(of(&both, "/w/.claude/agents/x.md").as_deref(), Some("a"));
        for path in ["/w/q/.claude/agents/x.md", "/w/p/agents/x.md", "/w/p/.claude/worktrees/t/.claude/x.md"]
        {
            assert_eq!(of(&both, path), None, "{path}");
        }
        for broken in ["", "{", "[]", "{}", "{ \"mcpServers\": [] }", "{ \"github\": {} }"] {
            let both = [outer.clone(), servers("/w/p/", broken)];
            assert_eq!(of(&both, "/w/p/.claude/agents/x.md"), None, "{broken}");
        }
    }
}
