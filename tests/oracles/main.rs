//! agentls against what the real tools were seen to do with each of the cases. `README.md` beside this says how they are
//! asked, and what to do when a tool is released.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod cases;
mod claims;
mod messages;
mod preview;
mod readings;
mod said;
mod verdicts;
