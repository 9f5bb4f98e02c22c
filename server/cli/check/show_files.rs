//! `agentls check --show-files`: the agent files among the paths.

use std::process::ExitCode;

use agentls_workspace::files::{FoundFile, to_slash};
use rayon::prelude::*;

use crate::cli::input::{Checker, Input};
use crate::cli::role::Role;
use crate::cli::text::printable;
use crate::cli::{complain, print};

/// Prints the paths of the files, one on a line. Returns 2 for arguments or files that could not be read.
pub(super) fn print_files(input: &Input) -> ExitCode {
    let opener = match Checker::new(input) {
        Ok(opener) => opener,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let line = |found: &FoundFile| {
        let path = found.clone()?;
        let file = opener.load_file(&path)?;
        let is_agent = Role::from_document(&file.document).is_agent();
        let shown = opener.known_path(&path).unwrap_or(&path);
        Ok(is_agent.then(|| format!("{}\n", printable(&to_slash(shown)))))
    };
    let found: Vec<Result<_, String>> = opener.find_files().par_iter().map(line).collect();
    let (mut text, mut unread) = (String::new(), false);
    for line in found {
        match line {
            Ok(line) => text.extend(line),
            Err(message) => {
                complain(&message);
                unread = true;
            }
        }
    }
    let printed = print(&text);
    if unread { ExitCode::from(2) } else { printed }
}
