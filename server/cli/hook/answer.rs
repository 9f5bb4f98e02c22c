//! The forms in which tools take an answer, a file each.

mod hook_output;
mod member;
mod stderr;

use std::process::ExitCode;

use serde::Deserialize;

/// How a tool takes what its model is to be told.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) enum AnswerForm {
    /// On standard error, with exit code 2.
    #[serde(rename = "stderr")]
    Stderr,
    /// As `additionalContext` in `hookSpecificOutput`, on standard output.
    #[serde(rename = "hook-output")]
    HookOutput,
    /// As `additionalContext`, on standard output.
    #[serde(rename = "additionalContext")]
    CamelMember,
    /// As `additional_context`, on standard output.
    #[serde(rename = "additional_context")]
    SnakeMember,
}

impl AnswerForm {
    /// Answers an event of that name, if events have names. Returns the exit code.
    pub(super) fn give(self, event: Option<&str>, text: &str) -> ExitCode {
        match self {
            Self::Stderr => stderr::answer(text),
            Self::HookOutput => hook_output::answer(event, text),
            Self::CamelMember => member::answer("additionalContext", text),
            Self::SnakeMember => member::answer("additional_context", text),
        }
    }
}
