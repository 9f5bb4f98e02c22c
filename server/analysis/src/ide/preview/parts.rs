//! The parts of a text that is sent.

use std::borrow::Cow;

use serde::Serialize;

/// A part of what is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromptPart {
    /// What it is.
    pub form: PartForm,
    /// Its text; of a command, the command; of a variable, what it becomes, in words.
    pub text: String,
    /// What stands for it in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
}

/// What a part of a sent text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartForm {
    /// Text of the file.
    Text,
    /// Arguments of the call.
    Argument,
    /// The folder of the file.
    Folder,
    /// What the tool fills in when it sends the text.
    Variable,
    /// The output of a command that runs when the file is loaded.
    Command,
    /// Text of a file that the text includes.
    Imported,
    /// What the tool itself adds.
    Added,
}

impl PromptPart {
    /// Returns the part as it is shown: a mark in brackets for what is not known before.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self.form {
            PartForm::Command => Cow::Owned(format!("[runs at load: {}]", self.text)),
            PartForm::Variable => {
                Cow::Owned(format!("[filled in: {}]", self.written.as_deref().unwrap_or_default()))
            }
            _ => Cow::Borrowed(&self.text),
        }
    }
}

/// Returns the number of characters of a text, and an estimate of its tokens, of four bytes each.
pub(super) fn size_of(text: &str) -> (usize, usize) {
    (text.chars().count(), text.len().div_ceil(4))
}
