//! Codex, Gemini CLI and Qwen Code add `additionalContext` to what their model sees of the call.

use std::process::ExitCode;

use serde_json::json;

use crate::cli::print_json;

pub(super) fn answer(event: Option<&str>, text: &str) -> ExitCode {
    print_json(&json!({ "hookSpecificOutput": { "hookEventName": event, "additionalContext": text } }))
}
