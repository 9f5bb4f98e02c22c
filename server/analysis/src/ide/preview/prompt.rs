//! What a model is sent: the text, with arguments put in, and what the tool puts around it.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use super::Subject;
use super::comments::without_comments;
use super::fill::{Filling, split_words};
use super::imports::IncludedFile;
use super::parts::{PartForm, PromptPart, size_of};
use crate::dialect::SentPlace;
use crate::index::project_root;
use crate::loading::value::Value;
use crate::substitutions::{Substitution, SubstitutionForm, scan_substitutions};
use crate::syntax::markdown::parse_markdown;

/// What a model is sent of a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentText {
    /// As what: `system-prompt`, `message` or `instructions`; `None` if that is not known.
    #[serde(rename = "as")]
    pub place: Option<&'static str>,
    /// The text, with marks in brackets for what the tool fills in or runs.
    pub text: String,
    /// The parts of the text.
    pub parts: Vec<PromptPart>,
    /// The number of characters of the text.
    pub characters: usize,
    /// An estimate of the number of its tokens, of four bytes each.
    pub tokens: usize,
    /// The files that are sent with it, since it names them.
    pub files: Vec<IncludedFile>,
    /// The paths of files that it names and that could not be read.
    pub missing: Vec<String>,
}

impl Subject<'_> {
    /// Whether the file is a part of the instructions of each session.
    pub(super) fn is_instructions(&self) -> bool {
        self.sent.is_some_and(|sent| sent.place == SentPlace::Instructions)
    }

    /// Returns what a model is sent.
    pub(super) fn prompt(&self) -> SentText {
        let text = self.own_text();
        let folder = self.document.path.as_deref().and_then(|path| path.rsplit_once('/'));
        let folder = folder.map_or(".", |(folder, _)| folder);
        let filling = self.filling(folder);
        let with_files = self.text_with_files(&text);
        let (mut parts, has_arguments, put_in_missing) = match with_files {
            Some(whole) => (whole.parts, false, whole.missing),
            None => {
                let filled = filling.fill(&text, &self.commands(&text));
                (filled.parts, filled.has_arguments, Vec::new())
            }
        };
        let added = |text: String| PromptPart { form: PartForm::Added, text, written: None };
        if let Some(before) = self.sent.map(|sent| &sent.before).filter(|before| !before.is_empty()) {
            let name = self.name().unwrap_or_default();
            parts.insert(0, added(before.replace("{name}", &name).replace("{folder}", folder)));
        }
        let typed = self.question.arguments.filter(|typed| !typed.is_empty() && !has_arguments);
        let behind = filling.facts.behind.as_ref().zip(typed);
        let name = || self.name().unwrap_or_default();
        let behind =
            behind.map(|(behind, typed)| behind.replace("{name}", &name()).replace("{arguments}", typed));
        parts.extend(behind.map(added));
        let shown: String = parts.iter().map(PromptPart::shown).collect();
        let (characters, tokens) = size_of(&shown);
        let place = self.sent.map(|sent| match sent.place {
            SentPlace::SystemPrompt => "system-prompt",
            SentPlace::Message => "message",
            SentPlace::Instructions => "instructions",
        });
        let (files, mut missing) = self.included(&text);
        missing.extend(put_in_missing);
        SentText { place, text: shown, parts, characters, tokens, files, missing }
    }

    /// Returns the text of the file as the tool takes it.
    fn own_text(&self) -> String {
        let key = self.sent.and_then(|sent| sent.text_key.as_deref());
        if let Some(value) = key.and_then(|key| self.loaded.map.get(key)) {
            return value.as_str().unwrap_or_default().to_owned();
        }
        let start = self.loaded.body.min(self.document.text.len());
        let text = self.document.text.slice(start..self.document.text.len());
        let Some(sent) = self.sent else { return text.into_owned() };
        let text = if sent.without_comments { without_comments(&text) } else { text };
        let text = if sent.line_feeds { Cow::Owned(text.replace("\r\n", "\n")) } else { text };
        if sent.trimmed { text.trim().to_owned() } else { text.into_owned() }
    }

    /// Returns the commands of the text that run when it is loaded, with those parts of them that are the commands.
    fn commands(&self, text: &str) -> Vec<(Range<usize>, Range<usize>)> {
        let Some(shell) = self.kind.load_shell.as_ref().filter(|_| self.sent.is_some()) else {
            return Vec::new();
        };
        let found = scan_substitutions(text, &parse_markdown(text, 0));
        let running = |found: &Substitution| {
            let SubstitutionForm::Shell(used) = found.form else { return None };
            let range = found.span.range();
            let inner = used.commands_in(text.get(range.clone())?);
            let inner = range.start + inner.start..range.start + inner.end;
            used.runs_in(shell).then_some((range, inner))
        };
        found.iter().filter_map(running).collect()
    }

    fn filling<'a>(&'a self, folder: &'a str) -> Filling<'a> {
        let placeholders = self.kind.placeholders.as_ref();
        let sent = self.sent;
        let facts = sent.and_then(|sent| sent.arguments.as_ref());
        let facts = facts.map_or_else(Cow::default, Cow::Borrowed);
        let named = placeholders.and_then(|placeholders| placeholders.named_by.as_deref());
        let names = match named.and_then(|key| self.loaded.map.get(key)) {
            Some(Value::Text(text)) => text.split_whitespace().map(str::to_owned).collect(),
            Some(Value::List(items)) => {
                items.iter().filter_map(|item| Some(item.as_str()?.to_owned())).collect()
            }
            _ => Vec::new(),
        };
        let typed = self.question.arguments;
        let words = typed.map(|typed| split_words(typed, facts.shell_words)).unwrap_or_default();
        let folder_variables = sent.map(|sent| &*sent.folder_variables).unwrap_or_default();
        // Without facts, nothing is claimed to be replaced.
        let placeholders = placeholders.filter(|_| sent.is_some());
        let read = sent.filter(|sent| sent.files_in_braces).map(|_| self.question.read);
        let path = self.document.path.as_deref().unwrap_or_default();
        let project = project_root(path);
        Filling { placeholders, facts, names, typed, words, folder_variables, folder, read, project }
    }
}
