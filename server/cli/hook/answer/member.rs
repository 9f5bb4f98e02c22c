//! Copilot CLI and Cursor take the text as one member of the answer.

use std::process::ExitCode;

use serde_json::json;

use crate::cli::print_json;

pub(super) fn answer(key: &str, text: &str) -> ExitCode {
    print_json(&json!({ key: text }))
}
