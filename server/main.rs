//! The `agentls` program: the language server, and the same diagnostics on the command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod cli;

/// Language server and checker for agent markdown files.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Accepted for compatibility; stdio is the default.
    #[arg(long)]
    stdio: bool,
    #[command(flatten)]
    log: cli::Log,
}

#[derive(Subcommand)]
enum Command {
    /// Run the language server over stdin and stdout (the default).
    Server {
        /// Accepted for compatibility; stdio is the only transport.
        #[arg(long)]
        stdio: bool,
        #[command(flatten)]
        log: cli::Log,
    },
    /// Check agent files and report problems.
    Check(cli::check::CheckArguments),
    /// Apply safe fixes to agent files.
    Fix(cli::fix::FixArguments),
    /// Print which agents, skills, commands and instructions call each other.
    Graph(cli::graph::GraphArguments),
    /// Show what a tool makes of a file: its name, its tools, and what a model is sent.
    Preview(cli::preview::PreviewArguments),
    /// Check the files that an agent has just written, as a hook of its tool.
    Hook(cli::hook::HookArguments),
    /// Configure an agent to use agentls in a project.
    Init(cli::init::InitArguments),
    /// List the supported tools and kinds of file, or show which kind a file is.
    Dialects(cli::dialects::DialectsArguments),
    /// Print a JSON Schema for the front matter of a kind of file.
    Schema(cli::schema::SchemaArguments),
    /// Explain a rule: why it matters, what to do, and the sources.
    Explain(cli::explain::ExplainArguments),
}

/// Parses the arguments. Errors are printed without control characters in the arguments.
fn arguments() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        let shown =
            std::env::args_os().map(|argument| cli::printable(&argument.to_string_lossy()).into_owned());
        Arguments::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}

fn main() -> ExitCode {
    let arguments = arguments();
    match arguments.command {
        Some(Command::Check(arguments)) => cli::check::run_check(&arguments),
        Some(Command::Fix(arguments)) => cli::fix::run_fix(&arguments),
        Some(Command::Graph(arguments)) => cli::graph::run_graph(&arguments),
        Some(Command::Preview(arguments)) => cli::preview::run_preview(&arguments),
        Some(Command::Hook(arguments)) => cli::hook::run_hook(&arguments),
        Some(Command::Init(arguments)) => cli::init::run_init(&arguments),
        Some(Command::Dialects(arguments)) => cli::dialects::run_dialects(&arguments),
        Some(Command::Schema(arguments)) => cli::schema::run_schema(&arguments),
        Some(Command::Explain(arguments)) => cli::explain::run_explain(&arguments),
        Some(Command::Server { log, .. }) => cli::serve(&log),
        None => cli::serve(&arguments.log),
    }
}
