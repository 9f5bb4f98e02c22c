//! `agentls new`: creates an agent file from a template.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use agentls_analysis::code_span::code_span;
use agentls_analysis::dialect::FileKind;
use agentls_analysis::ide::actions::new_file;
use agentls_workspace::files::whole_path;
use agentls_workspace::settings::suggestion;

use super::input::user_settings;
use super::text::printable;
use super::{complain, print, write};

/// The arguments of `agentls new`.
#[derive(clap::Args)]
pub(crate) struct NewArguments {
    /// The tool, for example `claude-code`, for an agent; or a kind of file, for example `claude-code.skill`
    /// (`agentls dialects` lists both).
    #[arg(value_name = "TOOL")]
    tool: String,
    /// The name, in lower-case letters, digits and hyphens.
    #[arg(value_name = "NAME")]
    name: String,
}

/// Creates the file below the working folder, where its tool looks, and prints its path. Returns 2 if it is there
/// already, or cannot be created.
pub(crate) fn run_new(arguments: &NewArguments) -> ExitCode {
    match create_file(arguments) {
        Ok(path) => print(&format!("{}\n", printable(&path))),
        Err(message) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

/// Returns the path of the new file, relative to the working folder.
fn create_file(NewArguments { tool, name }: &NewArguments) -> Result<String, String> {
    let folder = format!("{}/", whole_path(Path::new(".")).trim_end_matches('/'));
    let dialects = user_settings().project_for(Some(&Path::new(&folder).join("x"))).dialects.clone();
    let of_tool = format!("{tool}.agent");
    let kind: &FileKind =
        dialects.document(tool).or_else(|| dialects.document(&of_tool)).ok_or_else(|| {
            let known = dialects.file_kinds().filter_map(|kind| kind.id.strip_suffix(".agent"));
            let hint = suggestion(tool, known.chain(dialects.file_kinds().map(|kind| kind.id.as_str())));
            format!(
                "no agents are known of {}.{hint} `agentls dialects` lists all kinds of file",
                code_span(tool)
            )
        })?;
    let file = new_file(&dialects, kind, &folder, name)?;
    let shown = file.path.strip_prefix(&folder).unwrap_or(&file.path);
    let path = Path::new(shown);
    if let Some(around) = path.parent() {
        fs::create_dir_all(around).map_err(|error| format!("{}: {error}", around.display()))?;
    }
    write::create(path, &file.text, |_| Err("is there already, and was left as it is".to_owned()))?;
    Ok(shown.to_owned())
}
