//! Where in a project tools look for files: what the globs of all kinds of document say before their first wildcard.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::documents;

/// A folder in which tools look for files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder below the root of a project or below the home folder, with `/` between its parts; empty for the root.
    pub folder: &'static str,
    /// How many folders deep the files may lie, the folder's own counted as one; none for any number.
    pub depth: Option<usize>,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let globs = documents().flat_map(|document| document.globs.iter().chain(&document.also_reads));
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (folder, depth) in globs.map(|glob| place(glob)).chain([("agents", None), ("commands", None)]) {
        let known = places.entry(folder).or_insert(Some(0));
        *known = known.zip(depth).map(|(known, depth)| known.max(depth));
    }
    places.into_iter().map(|(folder, depth)| Place { folder, depth }).collect()
});

/// The folders in which tools look for files, by name.
pub fn places() -> &'static [Place] {
    &PLACES
}

/// Whether tools look into a folder of that name although it is hidden.
pub fn is_hidden_place(name: &str) -> bool {
    let mut parts = PLACES.iter().flat_map(|place| place.folder.split('/'));
    name.starts_with('.') && parts.any(|part| part == name)
}

/// The folder of a glob, and how deep below it the files lie.
fn place(glob: &'static str) -> (&'static str, Option<usize>) {
    let glob = glob.strip_prefix("**/").unwrap_or(glob);
    let (folders, _) = glob.rsplit_once('/').unwrap_or(("", glob));
    let literal = folders.find('*').map_or(folders, |star| folders.get(..star).unwrap_or_default());
    let rest = folders.get(literal.len()..).unwrap_or_default();
    let depth = 1 + rest.split('/').filter(|part| !part.is_empty()).count();
    (literal.trim_end_matches('/'), (!rest.contains("**")).then_some(depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_globs() {
        assert_eq!(place("**/.claude/agents/**/*.md"), (".claude/agents", None));
        assert_eq!(place("**/plugins/*/skills/*/SKILL.md"), ("plugins", Some(4)));
        assert_eq!(place("**/.github/copilot-instructions.md"), (".github", Some(1)));
        assert_eq!(place("**/*.agent.md"), ("", Some(1)));
        assert_eq!(place("**/AGENTS.md"), ("", Some(1)));
    }

    #[test]
    fn places_are_each_there_once() {
        let folders: Vec<_> = places().iter().map(|place| place.folder).collect();
        assert!(folders.is_sorted() && folders.contains(&".claude/agents") && folders.contains(&"plugins"));
        assert!(is_hidden_place(".claude") && is_hidden_place(".config") && !is_hidden_place(".git"));
        assert!(!is_hidden_place("agents"));
    }
}
