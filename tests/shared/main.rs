//! agentls against facts that are not part of it: specifications of the tools, real agent files, and what the real
//! tools said of them. They lie in a folder `shared` beside the project, or where `AGENTLS_SHARED` says. Without that
//! folder these tests look at the cases of `tests/oracles` alone, or say that they have nothing to look at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a test says when it has nothing to look at")]

#[path = "../oracles/cases.rs"]
mod cases;
mod clauses;
mod conversions;
mod corpus;
mod fixes;
mod fleet;
mod formatting;
mod labels;
mod law;
mod oracles;
mod references;
#[path = "../oracles/said.rs"]
mod said;
mod specs;
mod table;

use std::path::{Path, PathBuf};

/// A part of the folder, or none, with a word about it, if it is not there.
fn shared(part: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("AGENTLS_SHARED").map_or_else(beside, PathBuf::from).join(part);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}
