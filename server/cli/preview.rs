//! `agentls preview`: what a tool makes of a file.

use std::path::PathBuf;
use std::process::ExitCode;

use agentls_analysis::ide::preview::{Preview, PreviewQuestion, preview};
use agentls_analysis::text::Encoding;
use agentls_analysis::verdicts::check_target;
use agentls_workspace::files;
use agentls_workspace::included::IncludedFiles;

use super::input::{read_document, user_settings};
use super::targets::unknown_target;
use super::text::printable;
use super::{complain, print, print_json};

/// The exit code if the tool does not load the file.
const NOT_LOADED: u8 = 3;

/// The exit codes, for `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  The tool loads the file, or whether it does is not known
  2  Arguments or settings are invalid, or the file could not be read
  3  The tool does not load the file";

/// The arguments of `agentls preview`.
#[derive(clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct PreviewArguments {
    /// The file.
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The tool; by default the one to which the file's folder belongs.
    #[arg(long, value_name = "TOOL")]
    tool: Option<String>,
    /// The arguments of a call, as one would type them after the name of a command or skill.
    #[arg(long, value_name = "ARGUMENTS", allow_hyphen_values = true)]
    args: Option<String>,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    format: PreviewFormat,
}

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum PreviewFormat {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// Prints the preview of a file. Returns the exit code: 0 if the tool loads the file, 3 if it does not, 2 for arguments or
/// a file that could not be read.
pub(crate) fn run_preview(arguments: &PreviewArguments) -> ExitCode {
    let found = match preview_of(arguments) {
        Ok(found) => found,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let printed = match arguments.format {
        PreviewFormat::Json => print_json(&found),
        PreviewFormat::Human => {
            let text = found.to_text(&files::to_slash(&arguments.path));
            print(&text.lines().map(|line| format!("{}\n", printable(line))).collect::<String>())
        }
    };
    if printed == ExitCode::SUCCESS && found.loaded.is_none() {
        return ExitCode::from(NOT_LOADED);
    }
    printed
}

fn preview_of(arguments: &PreviewArguments) -> Result<Preview, String> {
    let (document, project) = read_document(&arguments.path, &user_settings())?;
    if let Some(tool) = &arguments.tool {
        let known = || project.dialects.target_ids();
        check_target(tool, &project.dialects).map_err(|fault| unknown_target("--tool", &fault, known()))?;
    }
    let path = document.path.as_deref().unwrap_or_default();
    let included = IncludedFiles::around(path);
    let question = PreviewQuestion {
        tool: arguments.tool.as_deref(),
        arguments: arguments.args.as_deref(),
        read: &|path| included.read(path),
        encoding: Encoding::Utf16,
    };
    let targets = project.policy(Some(path)).targets;
    let shown = || printable(&files::to_slash(&arguments.path)).into_owned();
    preview(&document, &targets, &question).map_err(|reason| format!("{}: {}", shown(), reason.to_clause()))
}
