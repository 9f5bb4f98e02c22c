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
}

#[derive(Subcommand)]
enum Command {
    /// Run the language server over stdin and stdout (the default).
    Server {
        /// Serve over stdin and stdout, the only way there is.
        #[arg(long)]
        stdio: bool,
    },
    /// Check files, and the markdown files in folders.
    Check(cli::check::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Some(Command::Check(arguments)) => cli::check::run(&arguments),
        Some(Command::Server { .. }) | None => {
            ExitCode::from(u8::try_from(agentls::serve_stdio()).unwrap_or(1))
        }
    }
}
