//! `agentls completions`: completion of the command line in a shell.

use std::process::ExitCode;

use clap_complete::Shell;

use super::print;

/// The arguments of `agentls completions`.
#[derive(clap::Args)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script for a shell.
pub(crate) fn run_completions(arguments: &CompletionsArguments, mut command: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "agentls", &mut script);
    print(&String::from_utf8_lossy(&script))
}
