//! Names of documents derived from their paths.

use super::schema::FileKind;
use super::words::Naming;

impl FileKind {
    /// Returns the name that a file of this kind has by its path; `None` if only its `name` key sets it.
    pub fn name_of_path(&self, path: &str) -> Option<String> {
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        let name = match self.named_by {
            Naming::Key => return None,
            Naming::KeyOrFile | Naming::File => self.stem(file).to_owned(),
            Naming::Folder | Naming::KeyOrFolder => folders.rsplit('/').next()?.to_owned(),
            Naming::Path | Naming::KeyOrPath => self.stem(self.relative_path(path)).to_owned(),
            Naming::Namespace => self.stem(self.relative_path(path)).replace('/', ":"),
        };
        (!name.is_empty()).then_some(name)
    }

    /// Whether names are paths below a folder and so may have several segments.
    pub(crate) fn has_path_names(&self) -> bool {
        matches!(self.named_by, Naming::Path | Naming::Namespace)
    }

    /// Returns the old and the new path of the file or folder to move when a definition is renamed; `None` if the name
    /// does not depend on the path.
    pub(crate) fn path_after_rename(&self, path: &str, old: &str, new: &str) -> Option<(String, String)> {
        let (folder, file) = path.rsplit_once('/')?;
        if matches!(self.named_by, Naming::Folder | Naming::KeyOrFolder) {
            let (around, own) = folder.rsplit_once('/')?;
            return (own == old).then(|| (folder.to_owned(), format!("{around}/{new}")));
        }
        let below = if self.has_path_names() { self.relative_path(path) } else { file };
        let stem = self.stem(below);
        let said = if self.named_by == Naming::Namespace { stem.replace('/', ":") } else { stem.to_owned() };
        let ending = below.get(stem.len()..)?;
        let start = path.strip_suffix(below)?;
        let new = if self.named_by == Naming::Namespace { new.replace(':', "/") } else { new.to_owned() };
        (said == old).then(|| (path.to_owned(), format!("{start}{new}{ending}")))
    }

    /// Returns the new name of a definition whose file was moved; `None` if the name does not depend on the path or
    /// stays the same.
    pub(crate) fn name_after_move(&self, old: &str, new: &str, name: &str) -> Option<String> {
        self.path_after_rename(old, name, name)?;
        let file = new.rsplit('/').next()?;
        let said = self.name_of_path(new).unwrap_or_else(|| self.stem(file).to_owned());
        (said != name).then_some(said)
    }

    /// Strips the longest ending that the globs name, or else the extension, from a file name.
    fn stem<'a>(&self, file: &'a str) -> &'a str {
        let ending = |glob: &'_ String| Some(file.strip_suffix(glob.rsplit_once('*')?.1)?.len());
        let length = self.globs.iter().filter_map(ending).filter(|length| *length > 0).min();
        let length = length.or_else(|| file.rfind('.').filter(|dot| *dot > 0)).unwrap_or(file.len());
        file.get(..length).unwrap_or(file)
    }

    /// Returns the path below the folder that the globs name before their `**`.
    fn relative_path<'a>(&self, path: &'a str) -> &'a str {
        let rest = |glob: &String| {
            let folder = folder_of(glob)?;
            let at = if path.starts_with(folder) { 0 } else { path.find(&format!("/{folder}"))? + 1 };
            path.get(at + folder.len()..)
        };
        self.globs.iter().find_map(rest).unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path))
    }
}

/// Returns the last folders of a glob before its last `**`: `.opencode/agent/` of `**/.opencode/agent/**/*.md`.
fn folder_of(glob: &str) -> Option<&str> {
    let folder = glob.strip_suffix("**/*.md").or_else(|| glob.strip_suffix("**/*.toml"))?;
    let folder = folder.rsplit_once("**/").map_or(folder, |(_, folder)| folder);
    Some(folder.rsplit_once("*/").map_or(folder, |(_, folder)| folder)).filter(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::document;

    #[test]
    fn names_that_paths_give() {
        for (kind, path, name) in [
            ("claude-code.agent", "/w/.claude/agents/a.md", None),
            ("claude-code.skill", "/w/.claude/skills/deploy/SKILL.md", Some("deploy")),
            ("claude-code.command", "/w/.claude/commands/sc/analyze.md", Some("sc:analyze")),
            ("claude-code.command", "/w/plugins/p/commands/go.md", Some("go")),
            ("gemini-cli.command", "/w/.gemini/commands/git/commit.toml", Some("git:commit")),
            ("claude-code.plugin-agent", "/w/plugins/p/agents/core/a.b.md", Some("a.b")),
            ("opencode.agent", "/w/.opencode/agent/sub/core/x.md", Some("sub/core/x")),
            ("copilot.agent", "/w/agents/my.agent.md", Some("my")),
            ("copilot.agent", "/w/.github/agents/my.md", Some("my")),
        ] {
            let found = document(kind).expect("a kind").name_of_path(path);
            assert_eq!(found.as_deref(), name, "{kind} {path}");
        }
    }
}
