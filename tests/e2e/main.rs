//! agentls as its users meet it: over the protocol, in this process and over stdio, and on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` values are made to be handed over")]

mod actions;
mod adversarial;
mod cli;
mod clients;
mod code_lenses;
mod completing;
mod docs;
#[cfg(unix)]
mod faults;
mod fleet;
mod formats;
mod formatting;
mod graph;
mod imports;
mod interfaces;
#[cfg(unix)]
mod links;
mod lists;
mod matching;
mod model;
mod moving;
mod odd;
mod order;
mod packages;
mod preview;
mod protocol;
mod pull;
mod readme;
#[cfg(target_os = "linux")]
mod safety;
mod schema;
mod semantic_tokens;
mod session;
mod settings;
mod sinks;
mod stdio;
mod structure;
mod support;
mod tidy;
mod transport;
mod typing;
