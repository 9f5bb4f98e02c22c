//! The tools that `--target` and `--tool` name.

use std::path::{Path, PathBuf};

use agentls_analysis::code_span::code_span;
use agentls_analysis::verdicts::{UnknownTarget, check_target};
use agentls_workspace::files;
use agentls_workspace::settings::{SettingsCache, suggestion};

/// Checks that the tools of `--target` are known where the files are, or here.
///
/// # Errors
/// A sentence about the first one that is unknown.
pub(super) fn check_targets(
    targets: &[String],
    paths: &[PathBuf],
    settings: &SettingsCache,
) -> Result<(), String> {
    let places = paths.iter().map(PathBuf::as_path).chain([Path::new(".")]);
    let around = |path: &Path| settings.project_for(Some(Path::new(&files::whole_path(&path.join("x")))));
    let projects: Vec<_> = places.map(around).collect();
    let known = || projects.iter().flat_map(|project| project.dialects.target_ids());
    // A tool may be known to one project only.
    let fault = |name: &String| {
        let mut faults = projects.iter().map(|project| check_target(name, &project.dialects));
        faults.try_fold(None, |_, fault| fault.err().map(Some)).flatten()
    };
    match targets.iter().find_map(fault) {
        None => Ok(()),
        Some(fault) => Err(unknown_target("--target", &fault, known())),
    }
}

/// Returns a sentence about an option with the name of a tool that is not known.
pub(super) fn unknown_target<'a>(
    option: &str,
    fault: &UnknownTarget,
    known: impl Iterator<Item = &'a str>,
) -> String {
    match fault {
        UnknownTarget::Version(clause) => format!("{option}: {clause}"),
        UnknownTarget::Tool(id) => {
            let hint = suggestion(id, known);
            format!("{option}: unknown tool {}.{hint} `agentls dialects` lists all tools", code_span(id))
        }
    }
}
