//! `agentls init`: configures agents to use agentls in a project, without touching what a person wrote.

mod merge;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use agentls_workspace::files::to_slash;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::write::{create, replace_file};
use super::{complain, complain_of_unknown, print, printable};
use merge::{merge, whole_file};

/// The exit codes, for `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  The files were written, or had all of it already
  1  Something has to be added by hand: it is on standard output
  2  The agent is unknown, or a file could not be read or written";

/// The agents, with the files that each reads.
const AGENTS: &str = include_str!("init/agents.json");

/// The arguments of `agentls init`.
#[derive(clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct InitArguments {
    /// The agent to configure, for example `claude-code`. Can be repeated.
    #[arg(long, value_name = "AGENT", required = true)]
    agent: Vec<String>,
    /// The project's folder.
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

/// An agent that can use agentls.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgentSetup<'a> {
    /// The name on the command line, which is that of the tool's folder in the analysis.
    id: String,
    /// The name that people know.
    name: String,
    #[serde(borrow)]
    files: Vec<SetupFile<'a>>,
    /// What to do, or know, afterwards.
    then: String,
    /// Where the form of the files is from.
    #[allow(dead_code, reason = "for those who read the table")]
    source: String,
}

/// A file that an agent reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetupFile<'a> {
    /// Its path in the project. Of several, the first that exists is taken, or else the first.
    paths: Vec<PathBuf>,
    /// What it has to hold.
    #[serde(borrow)]
    content: &'a RawValue,
}

/// What was done with a file.
enum Done {
    Created,
    Added,
    Unchanged,
    /// Why a person has to add it.
    ByHand(String),
}

/// Writes the files. Returns the exit code: 0 if nothing is left to do, 1 if something has to be added by hand, 2 for an
/// unknown agent or a file that could not be read or written.
pub(crate) fn run_init(arguments: &InitArguments) -> ExitCode {
    let agents: Vec<AgentSetup<'_>> = serde_json::from_str(AGENTS).unwrap_or_default();
    let mut wanted = Vec::new();
    for id in &arguments.agent {
        let Some(agent) = agents.iter().find(|agent| agent.id == *id) else {
            let ids: Vec<_> = agents.iter().map(|agent| agent.id.as_str()).collect();
            complain_of_unknown(id, "agent", &ids);
            return ExitCode::from(2);
        };
        wanted.push(agent);
    }
    let (mut text, mut by_hand, mut failed) = (String::new(), false, false);
    for agent in wanted {
        text += &format!("{}:\n", agent.name);
        for file in &agent.files {
            let exists = |path: &&PathBuf| arguments.folder.join(path).symlink_metadata().is_ok();
            let Some(path) = file.paths.iter().find(exists).or(file.paths.first()) else { continue };
            let path = arguments.folder.join(path);
            match put(&path, file.content) {
                Ok(done) => {
                    by_hand |= matches!(done, Done::ByHand(_));
                    text += &done.said(&path, file.content);
                }
                Err(message) => {
                    failed = true;
                    complain(&message);
                }
            }
        }
        text += &format!("  {}\n", agent.then);
    }
    match (print(&text), failed, by_hand) {
        (ExitCode::SUCCESS, true, _) => ExitCode::from(2),
        (ExitCode::SUCCESS, false, true) => ExitCode::from(1),
        (code, ..) => code,
    }
}

/// Creates a file with that content, or adds what it lacks.
///
/// # Errors
/// A sentence about the file that could not be read or written.
fn put(path: &Path, content: &RawValue) -> Result<Done, String> {
    let describe = |error: io::Error| format!("{}: {error}", path.display());
    let text = match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let missing = path.parent().filter(|folder| !folder.is_dir());
            missing.map_or(Ok(()), fs::create_dir_all).map_err(describe)?;
            let changed = |_: &str| Err("the file has been created in the meantime".to_owned());
            create(path, &whole_file(content), changed)?;
            return Ok(Done::Created);
        }
        Err(error) => return Err(describe(error)),
    };
    let Ok(text) = text else { return Ok(Done::ByHand("it is not UTF-8".to_owned())) };
    match merge(&text, content) {
        Ok(None) => Ok(Done::Unchanged),
        Ok(Some(merged)) => replace_file(path, &text, &merged).map(|_| Done::Added),
        Err(reason) => Ok(Done::ByHand(reason)),
    }
}

impl Done {
    /// Returns the lines for a person.
    fn said(&self, path: &Path, content: &RawValue) -> String {
        let path = to_slash(path.strip_prefix(".").unwrap_or(path));
        let path = printable(&path);
        match self {
            Self::Created => format!("  {path} written\n"),
            Self::Added => format!("  {path} added to; what was there is as it was\n"),
            Self::Unchanged => format!("  {path} has it already\n"),
            Self::ByHand(reason) => {
                let lines: String = whole_file(content).lines().map(|line| format!("    {line}\n")).collect();
                format!("  {path} left as it is: {}. Add to it:\n{lines}", printable(reason))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read_and_each_agent_is_a_tool() {
        let agents: Vec<AgentSetup<'_>> = serde_json::from_str(AGENTS).unwrap();
        assert!(agents.is_sorted_by_key(|agent| &agent.id) && agents.len() == 8);
        let tools: Vec<_> =
            agentls_analysis::dialect::dialects().iter().map(|dialect| dialect.id.as_str()).collect();
        for agent in agents {
            assert!(tools.contains(&agent.id.as_str()), "{} is none of {tools:?}", agent.id);
        }
    }
}
