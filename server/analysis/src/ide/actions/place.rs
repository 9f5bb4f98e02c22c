//! Paths and names of new files.

use crate::dialect::FileKind;
use crate::index::project_root;

/// Returns the path of a new agent in the project of a file: in the first folder that only this tool uses.
pub(super) fn agent_path(kind: &FileKind, beside: &str, name: &str) -> Option<String> {
    Some(format!("{}{}", project_root(beside), place_in(kind, name)?))
}

/// Returns where a project has a file of a kind with that name: in the first folder that only its tool uses.
pub(super) fn place_in(kind: &FileKind, name: &str) -> Option<String> {
    kind.globs.iter().find_map(|glob| place_of(glob, name))
}

/// Returns where a glob has a file with that name, if it is in a folder that only one tool uses.
fn place_of(glob: &str, name: &str) -> Option<String> {
    let glob = glob.strip_prefix("**/").filter(|glob| glob.starts_with('.'))?.replace("**/", "");
    let (before, after) = glob.rsplit_once('*')?;
    (!before.contains('*') && !glob.contains(['?', '[', '{'])).then(|| format!("{before}{name}{after}"))
}

/// Slugifies a name, so that every tool accepts it: lower case, hyphens for everything but letters, digits and
/// underscores.
pub(super) fn slug(name: &str) -> Option<String> {
    let plain = |char: char| {
        if char.is_ascii_alphanumeric() || char == '_' { char.to_ascii_lowercase() } else { '-' }
    };
    let slug: String = name.chars().map(plain).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn a_file_goes_where_its_tool_looks() {
        for (glob, expected) in [
            ("**/.claude/agents/**/*.md", Some(".claude/agents/x.md")),
            ("**/.claude/skills/*/SKILL.md", Some(".claude/skills/x/SKILL.md")),
            ("**/.github/agents/*.agent.md", Some(".github/agents/x.agent.md")),
            ("**/AGENTS.md", None),
            ("**/.a/*/b/*.md", None),
        ] {
            assert_eq!(place_of(glob, "x").as_deref(), expected, "{glob}");
        }
    }
}
