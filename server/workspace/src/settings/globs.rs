//! Globs in settings, relative to the folder of their file.

use agentls_analysis::code_span::code_excerpt;
use agentls_analysis::dialect::Glob;

use crate::paths::is_whole;

/// Strips a leading `./` from a glob.
pub(super) fn plain(glob: &str) -> &str {
    glob.strip_prefix("./").unwrap_or(glob)
}

/// Parses a glob for paths below the folder of the settings.
///
/// # Errors
/// Returns a sentence on why the glob is invalid.
pub(super) fn glob(text: &str) -> Result<Glob, String> {
    let plain = plain(text);
    if is_whole(plain) || plain.split('/').any(|part| part == "..") {
        return Err(format!(
            "{} is outside the folder of the settings file. Globs are relative to it, as in `docs/**/*.md`.",
            code_excerpt(text)
        ));
    }
    let names = plain.match_indices('\\').filter_map(|(at, _)| plain.get(at + 1..)?.chars().next());
    if names.into_iter().any(char::is_alphanumeric) {
        return Err(format!(
            "{} has a backslash between names. Write `/`, on Windows too.",
            code_excerpt(text)
        ));
    }
    Glob::new(plain).map_err(|error| format!("{} is not a valid glob: {error}.", code_excerpt(text)))
}
