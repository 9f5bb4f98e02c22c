//! The `agentls` program: the language server, and the same diagnostics on the command line.

use std::process::ExitCode;
use std::time::Instant;

use clap::{CommandFactory, Parser, Subcommand};
use tracing::info;

mod cli;

/// Language server and checker for agent markdown files.
#[derive(Parser)]
#[command(version, about)]
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
    },
    /// Check agent files and report problems.
    Check(cli::check::CheckArguments),
    /// Apply safe fixes to agent files.
    Fix(cli::fix::FixArguments),
    /// Format the front matter of agent files.
    Fmt(cli::fmt::FmtArguments),
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
    /// Create an agent file from a template, where its tool looks.
    New(cli::new::NewArguments),
    /// Explain a rule: why it matters, what to do, and the sources.
    Explain(cli::explain::ExplainArguments),
    /// Print completions of the command line for a shell.
    Completions(cli::completions::CompletionsArguments),
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
    if let Err(code) = cli::start_log(&arguments.log) {
        return code;
    }
    let start = Instant::now();
    info!(version = env!("CARGO_PKG_VERSION"), "agentls");
    let code = run(arguments.command);
    info!(ms = start.elapsed().as_millis(), ?code, "finished");
    code
}

fn run(command: Option<Command>) -> ExitCode {
    match command {
        Some(Command::Check(arguments)) => cli::check::run_check(&arguments),
        Some(Command::Fix(arguments)) => cli::fix::run_fix(&arguments),
        Some(Command::Fmt(arguments)) => cli::fmt::run_fmt(arguments),
        Some(Command::Graph(arguments)) => cli::graph::run_graph(arguments),
        Some(Command::Preview(arguments)) => cli::preview::run_preview(&arguments),
        Some(Command::Hook(arguments)) => cli::hook::run_hook(&arguments),
        Some(Command::Init(arguments)) => cli::init::run_init(&arguments),
        Some(Command::Dialects(arguments)) => cli::dialects::run_dialects(&arguments),
        Some(Command::Schema(arguments)) => cli::schema::run_schema(&arguments),
        Some(Command::Explain(arguments)) => cli::explain::run_explain(&arguments),
        Some(Command::New(arguments)) => cli::new::run_new(&arguments),
        Some(Command::Completions(arguments)) => {
            cli::completions::run_completions(&arguments, Arguments::command())
        }
        Some(Command::Server { .. }) | None => cli::serve(),
    }
}
