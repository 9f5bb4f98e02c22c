//! Where a definition is visible, and which of several takes precedence.

use crate::dialect::Dialects;
use crate::summary::Definition;

/// Folders of agent files outside the hidden folder of a tool.
const PLAIN: &[&str] =
    &["agents", "agent", "skills", "commands", "command", "prompts", "plugins", "chatmodes", "instructions"];

/// The project or home folder of a file, and the tool whose folder it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileScope<'a> {
    /// The folder with a trailing `/`.
    pub(super) root: &'a str,
    /// The folder of the tool, such as `.claude`; empty outside one.
    pub(super) tool: &'a str,
}

impl<'a> FileScope<'a> {
    pub(super) fn from_path(path: &'a str) -> Self {
        let folder = path.rfind('/').map_or(0, |at| at + 1);
        let own = path.get(..folder).unwrap_or_default();
        // Projects may be in hidden folders that do not belong to a tool.
        let hidden = |name: &str| name.starts_with('.') && Dialects::built_in().is_hidden_place(name);
        let mut rest = own;
        while let Some(folder) = rest.strip_suffix('/') {
            let start = folder.rfind('/').map_or(0, |at| at + 1);
            let (around, name) = folder.split_at(start);
            if hidden(name) {
                return Self { root: around, tool: name };
            }
            rest = around;
        }
        let mut start = 0;
        for part in own.split_inclusive('/') {
            if PLAIN.contains(&part.trim_end_matches('/')) {
                return Self { root: own.get(..start).unwrap_or_default(), tool: "" };
            }
            start += part.len();
        }
        Self { root: own, tool: "" }
    }

    /// Like `from_path`, for a definition, which may name its project folder itself.
    pub(super) fn of_definition(path: &'a str, definition: &'a Definition) -> Self {
        let said = definition.root.as_deref();
        said.map_or_else(|| Self::from_path(path), |root| Self { root, tool: "" })
    }

    /// Ranks a definition in another scope: nearer projects first, projects before the home folder, the document's own
    /// tool folder before others. `None` if it is not visible from here.
    pub(super) fn nearness(&self, other: &Self, home: Option<&str>) -> Option<(usize, bool)> {
        let around = self.root.starts_with(other.root);
        let user = home.is_some_and(|home| other.root.strip_suffix('/') == Some(home.trim_end_matches('/')));
        let rank = if user { 0 } else { other.root.len() + 1 };
        (around || user).then_some((rank, self.tool == other.tool))
    }
}

/// Returns the tool folder of a file, such as `/w/.claude/agents/`; `None` outside one.
pub(super) fn tree(path: &str) -> Option<&str> {
    let FileScope { root, tool } = FileScope::from_path(path);
    let start = root.len() + tool.len() + 1;
    let rest = path.get(start..).filter(|_| !tool.is_empty())?;
    path.get(..start + rest.find('/')? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_and_tools() {
        for (path, root, tool) in [
            ("/w/.claude/agents/deep/a.md", "/w/", ".claude"),
            ("/home/u/.cache/w/.opencode/agent/a.md", "/home/u/.cache/w/", ".opencode"),
            ("/w/plugins/p/agents/a.md", "/w/", ""),
            ("/w/agents/a.md", "/w/", ""),
            ("/w/docs/a.md", "/w/docs/", ""),
            ("a.md", "", ""),
            ("/home/u/.dotfiles/w/.claude/agents/a.md", "/home/u/.dotfiles/w/", ".claude"),
            ("/home/u/.dotfiles/w/CLAUDE.md", "/home/u/.dotfiles/w/", ""),
        ] {
            assert_eq!(FileScope::from_path(path), FileScope { root, tool }, "{path}");
        }
    }

    #[test]
    fn folders_of_tools() {
        for (path, folder) in [
            ("/w/.claude/agents/deep/a.md", Some("/w/.claude/agents/")),
            ("/w/.claude/agents/a.md", Some("/w/.claude/agents/")),
            ("/w/.claude/a.md", None),
            ("/w/agents/a.md", None),
            ("a.md", None),
        ] {
            assert_eq!(tree(path), folder, "{path}");
        }
    }
}
