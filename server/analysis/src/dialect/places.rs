//! The folders that tools search, from the literal prefixes of the globs of all kinds of files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::schema::FileKind;

/// A folder that tools search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanDir {
    /// The path below the project's root or the home folder, with `/` as separator; empty for the root.
    pub folder: Box<str>,
    /// Maximum depth of the files, counting the folder itself as one; `None` if unlimited.
    pub depth: Option<usize>,
}

/// Returns the folders that tools search for files of these kinds, by name.
pub(super) fn places(documents: &[Arc<FileKind>]) -> Vec<ScanDir> {
    let globs = documents.iter().flat_map(|document| document.globs.iter().chain(&document.also_reads));
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (folder, depth) in globs.map(|glob| split_glob(glob)).chain([("agents", None), ("commands", None)]) {
        let known = places.entry(folder).or_insert(Some(0));
        *known = known.zip(depth).map(|(known, depth)| known.max(depth));
    }
    places.into_iter().map(|(folder, depth)| ScanDir { folder: folder.into(), depth }).collect()
}

/// Splits a glob into its folder and the depth of the files below it.
pub(super) fn split_glob(glob: &str) -> (&str, Option<usize>) {
    let glob = glob.strip_prefix("**/").unwrap_or(glob);
    let (folders, _) = glob.rsplit_once('/').unwrap_or(("", glob));
    let literal = folders.find('*').map_or(folders, |star| folders.get(..star).unwrap_or_default());
    let rest = folders.get(literal.len()..).unwrap_or_default();
    let depth = 1 + rest.split('/').filter(|part| !part.is_empty()).count();
    (literal.trim_end_matches('/'), (!rest.contains("**")).then_some(depth))
}

#[cfg(test)]
mod tests {
    use super::super::Dialects;
    use super::*;

    #[test]
    fn the_folders_of_globs() {
        assert_eq!(split_glob("**/.claude/agents/**/*.md"), (".claude/agents", None));
        assert_eq!(split_glob("**/plugins/*/skills/*/SKILL.md"), ("plugins", Some(4)));
        assert_eq!(split_glob("**/.github/copilot-instructions.md"), (".github", Some(1)));
        assert_eq!(split_glob("**/*.agent.md"), ("", Some(1)));
        assert_eq!(split_glob("**/AGENTS.md"), ("", Some(1)));
    }

    #[test]
    fn places_are_each_there_once() {
        let known = Dialects::built_in();
        let folders: Vec<_> = known.places().iter().map(|place| &*place.folder).collect();
        assert!(folders.is_sorted() && folders.contains(&".claude/agents") && folders.contains(&"plugins"));
        assert!(known.is_hidden_place(".claude") && known.is_hidden_place(".config"));
        assert!(!known.is_hidden_place(".git") && !known.is_hidden_place("agents"));
    }
}
