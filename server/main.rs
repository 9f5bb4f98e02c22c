//! The `agentls` program: the language server, and the same findings on the command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod cli;

/// Language server and checker for agent markdown files.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Serve over stdin and stdout. This is what happens anyway; editors like to say it.
    #[arg(long)]
    stdio: bool,
    #[command(flatten)]
    log: cli::Log,
}

#[derive(Subcommand)]
enum Command {
    /// Run the language server over stdin and stdout (the default).
    Server {
        /// Serve over stdin and stdout, the only way there is.
        #[arg(long)]
        stdio: bool,
        #[command(flatten)]
        log: cli::Log,
    },
    /// Check files, and the markdown files in folders.
    Check(cli::check::Arguments),
    /// Mend what is safe to mend in files, and in the markdown files in folders.
    Fix(cli::fix::Arguments),
    /// List the tools and kinds of file that are known, or say which kind a file is.
    Dialects(cli::dialects::Arguments),
    /// Print the JSON Schema of the front matter of a kind of file.
    Schema(cli::schema::Arguments),
    /// Explain a finding: why it matters, what is right, and where that is known from.
    Explain(cli::explain::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Check(arguments)) => cli::check::run(&arguments),
        Some(Command::Fix(arguments)) => cli::fix::run(&arguments),
        Some(Command::Dialects(arguments)) => cli::dialects::run(&arguments),
        Some(Command::Schema(arguments)) => cli::schema::run(&arguments),
        Some(Command::Explain(arguments)) => cli::explain::run(&arguments),
        Some(Command::Server { log, .. }) => cli::serve(&log),
        None => cli::serve(&arguments.log),
    }
}
