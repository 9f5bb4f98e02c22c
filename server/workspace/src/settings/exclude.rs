//! Files and folders that are not checked: `exclude` in settings, and `--exclude`.

use std::path::Path;

use agentls_analysis::dialect::Glob;

use super::globs::{glob, plain};
use super::problem::SettingsError;
use super::read::ParsedSettings;
use super::tree::Step;
use crate::paths;

/// Globs of files and folders that are not checked. A folder that matches is excluded with everything in it.
#[derive(Clone, Debug, Default)]
pub struct Exclusions(Vec<Exclusion>);

/// A glob, and the folder that it is relative to, with a trailing `/`.
#[derive(Clone, Debug)]
struct Exclusion {
    root: String,
    glob: Glob,
}

impl Exclusions {
    /// Parses globs that are relative to a folder.
    ///
    /// # Errors
    /// Returns a sentence about the first invalid glob.
    pub fn new(root: &Path, globs: &[String]) -> Result<Self, String> {
        let root = paths::folder(root);
        let parsed = globs.iter().map(|text| Exclusion::new(&root, text));
        parsed.collect::<Result<_, _>>().map(Self)
    }

    /// Parses those of settings in a folder, given with a trailing `/`. Without a folder, they match nothing.
    pub(super) fn from_settings(
        read: &ParsedSettings,
        root: Option<&str>,
        problems: &mut Vec<SettingsError>,
    ) -> Self {
        let mut found = Vec::new();
        for (index, text) in read.settings.exclude.iter().enumerate() {
            match Exclusion::new(root.unwrap_or_default(), text) {
                Ok(exclusion) => found.extend(root.is_some().then_some(exclusion)),
                Err(message) => {
                    problems.push(read.problem(&[Step::Key("exclude"), Step::Item(index)], message));
                }
            }
        }
        Self(found)
    }

    /// Whether nothing is excluded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds others.
    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Whether a file, or a folder around it, is excluded. Both paths are absolute with `/` as separator. The folder
    /// `within`, which has a trailing `/` or is empty, and those around it are not asked about: someone named it.
    #[must_use]
    pub fn cover(&self, path: &str, within: &str) -> bool {
        let is_within = path.starts_with(within) || within.strip_suffix('/') == Some(path);
        let within = if is_within { within.len() } else { 0 };
        self.0.iter().any(|exclusion| exclusion.covers(path, within))
    }
}

impl Exclusion {
    /// As in `.gitignore`, a glob without `/` is a name in any folder, and a trailing `/` changes nothing else.
    fn new(root: &str, text: &str) -> Result<Self, String> {
        let whole = plain(text).trim_end_matches('/');
        let anywhere = !plain(text).trim_end_matches('/').contains('/');
        let checked = glob(whole)?;
        let glob = if anywhere { glob(&format!("**/{whole}"))? } else { checked };
        Ok(Self { root: root.to_owned(), glob })
    }

    fn covers(&self, path: &str, within: usize) -> bool {
        let Some(below) = path.strip_prefix(&*self.root) else { return false };
        let ends = below.match_indices('/').map(|(at, _)| at).chain([below.len()]);
        let named = within.saturating_sub(self.root.len());
        let mut parts = ends.filter(|end| *end >= named).filter_map(|end| below.get(..end));
        parts.any(|part| self.glob.is_match(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(globs: &[&str], path: &str, within: &str) -> bool {
        let globs: Vec<_> = globs.iter().map(|glob| (*glob).to_owned()).collect();
        Exclusions::new(Path::new("/w"), &globs).unwrap().cover(path, within)
    }

    #[test]
    fn a_name_excludes_in_any_folder_and_a_path_in_one() {
        for (glob, path, excluded) in [
            ("vendor", "/w/vendor/a.md", true),
            ("vendor/", "/w/x/vendor/y/a.md", true),
            ("vendor", "/w/vendors/a.md", false),
            ("*.gen.md", "/w/x/a.gen.md", true),
            ("x/vendor", "/w/x/vendor/a.md", true),
            ("./x/vendor/", "/w/x/vendor/a.md", true),
            ("x/vendor", "/w/y/x/vendor/a.md", false),
            ("x/**", "/w/x/a.md", true),
            ("**/a.md", "/w/x/a.md", true),
            ("vendor", "/other/vendor/a.md", false),
            ("w", "/w/a.md", false),
        ] {
            assert_eq!(excludes(&[glob], path, ""), excluded, "{glob} {path}");
        }
    }

    #[test]
    fn a_folder_that_was_named_is_not_excluded() {
        assert!(!excludes(&["vendor"], "/w/vendor/a.md", "/w/vendor/"));
        assert!(excludes(&["vendor"], "/w/vendor/vendor/a.md", "/w/vendor/"));
        assert!(excludes(&["vendor"], "/w/vendor/a.md", "/w/"));
        assert!(!excludes(&["vendor/a.md"], "/w/vendor/a.md", "/w/vendor/a.md/"));
        assert!(excludes(&["a.md"], "/w/vendor/a.md", "/w/vendor/"));
    }

    #[test]
    fn a_glob_that_leads_out_is_an_error() {
        assert!(Exclusions::new(Path::new("/w"), &["../x".to_owned()]).is_err());
        assert!(Exclusions::new(Path::new("/w"), &["[".to_owned()]).is_err());
    }
}
