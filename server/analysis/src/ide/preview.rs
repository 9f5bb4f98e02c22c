//! What a tool makes of a file: what it is called, what it may do, and what a model is sent.
//!
//! Facts come from the loaders and from `sent` of the dialects. What neither of them says is not known, and is said so.

mod access;
mod comments;
mod entries;
mod fill;
mod imports;
mod listing;
mod parts;
mod prompt;
mod text;
mod tool_rules;

use std::sync::Arc;

use serde::Serialize;

use crate::code_span::code_span;
use crate::dialect::{FileKind, Presence, Sent, SentPlace};
use crate::document::Document;
use crate::ide::verdict::{Tool, verdicts_of};
use crate::loading::{Loaded, Outcome};
use crate::printable::printable;
use crate::text::Encoding;
use crate::verdicts::{Targets, ToolVerdict, tool_verdicts};
pub use access::ToolAccess;
pub use entries::{PreviewHook, PreviewSetting};
pub use imports::IncludedFile;
pub use listing::ListedText;
pub use parts::{PartForm, PromptPart};
pub use prompt::SentText;

/// Returns the text of another file by its path, if it is there and not too long.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What is to be previewed.
pub struct PreviewQuestion<'a> {
    /// The id of the tool, or of a program of it; by default the tool that owns the path.
    pub tool: Option<&'a str>,
    /// The arguments of a call. Without them, what stands for them stays.
    pub arguments: Option<&'a str>,
    /// How other files are read.
    pub read: ReadFile<'a>,
    /// The encoding of columns.
    pub encoding: Encoding,
}

/// What a tool makes of a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The path of the file.
    pub path: Option<String>,
    /// The display name of the tool.
    pub tool: String,
    /// The title of the kind of file.
    pub kind: String,
    /// Whether it loads the file; `None` if that is not modelled.
    pub verdict: Option<Tool>,
    /// What it has of the file; `None` if it does not load it.
    pub loaded: Option<PreviewOfLoaded>,
}

/// What a tool has of a file that it loads.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOfLoaded {
    /// The name by which the tool calls it, if it has one.
    pub name: Option<String>,
    /// How the user starts it, for example `/deploy`.
    pub started: Option<String>,
    /// The text by which the main model knows it.
    pub listed: Option<ListedText>,
    /// The model that is named; `None` for the one that is in force anyway.
    pub model: Option<String>,
    /// The tools that an agent has.
    pub tools: Option<ToolAccess>,
    /// How permission is asked for, if that is said.
    pub permission_mode: Option<String>,
    /// The hooks that run.
    pub hooks: Vec<PreviewHook>,
    /// The skills that it starts with.
    pub skills: Vec<String>,
    /// The MCP servers that it names or brings.
    pub mcp_servers: Vec<String>,
    /// The other keys that the tool reads, with their values.
    pub settings: Vec<PreviewSetting>,
    /// What a model is sent.
    pub prompt: SentText,
    /// What is not known, in sentences.
    pub unknown: Vec<String>,
}

/// Why there is no preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPreview {
    /// It is no file of a tool.
    NotForTools,
    /// The tool does not read the file: its display name or id.
    NotRead(String),
}

impl NoPreview {
    /// Returns the reason as a clause without a full stop.
    pub fn to_clause(&self) -> String {
        match self {
            Self::NotForTools => "this is no file of a tool that agentls knows".to_owned(),
            Self::NotRead(tool) => format!("{} reads no such file here", code_span(tool)),
        }
    }
}

/// A file as one tool reads it.
struct Subject<'a> {
    document: &'a Document,
    kind: Arc<FileKind>,
    sent: Option<&'a Sent>,
    loaded: &'a Loaded,
    /// The verdict, if the tool's loading is modelled.
    reading: Option<&'a ToolVerdict>,
    question: &'a PreviewQuestion<'a>,
}

/// Returns what a tool makes of a document.
///
/// # Errors
/// There is no tool, or not this one, that reads the document.
pub fn preview(
    document: &Document,
    targets: &Targets,
    question: &PreviewQuestion<'_>,
) -> Result<Preview, NoPreview> {
    let (kind, reading) = reader(document, targets, question)?;
    let file = document.as_file();
    let read = reading.as_ref().and_then(|reading| reading.loader.read);
    let loaded = match read {
        Some(read) => read(&file),
        None => Loaded::from_tree(&file, document.syntax.body_start()),
    };
    let is_loaded = reading.as_ref().is_none_or(|reading| reading.verdict.outcome < Outcome::Dropped);
    let subject = Subject {
        document,
        sent: Option::as_ref(&kind.sent),
        kind: kind.clone(),
        loaded: &loaded,
        reading: reading.as_ref(),
        question,
    };
    let preview = is_loaded.then(|| subject.of_loaded(read.is_some()));
    let verdict = reading.map(|reading| verdicts_of(document, vec![reading], question.encoding));
    Ok(Preview {
        path: document.path.as_deref().map(str::to_owned),
        tool: printable(&kind.tool).into_owned(),
        kind: printable(&kind.title).into_owned(),
        verdict: verdict.and_then(|verdicts| verdicts.tools.into_iter().next()),
        loaded: preview,
    })
}

/// Returns the kind of file as which the tool reads the document, with its verdict if there is one.
fn reader(
    document: &Document,
    targets: &Targets,
    question: &PreviewQuestion<'_>,
) -> Result<(Arc<FileKind>, Option<ToolVerdict>), NoPreview> {
    let own = &document.detection.as_ref().ok_or(NoPreview::NotForTools)?.document;
    let base = own.overlay.as_deref().and_then(|id| document.dialects.document(id)).unwrap_or(own);
    let Some(tool) = question.tool else {
        let reading = tool_verdicts(document, targets).into_iter().find(ToolVerdict::is_target);
        let kind = reading.as_ref().and_then(|reading| document.dialects.document(reading.loader.document));
        return Ok((kind.unwrap_or(base).clone(), reading));
    };
    let named = Targets::new([tool], &document.dialects).0;
    let reading = tool_verdicts(document, &named).into_iter().find(ToolVerdict::is_target);
    if let Some(reading) = reading {
        let kind = document.dialects.document(reading.loader.document).unwrap_or(base).clone();
        return Ok((kind, Some(reading)));
    }
    let mut readers = document.location.readers.iter().chain([own, base]);
    match readers.find(|kind| named.name_kind(kind)) {
        Some(kind) => Ok((kind.clone(), None)),
        None => Err(NoPreview::NotRead(tool.to_owned())),
    }
}

impl Subject<'_> {
    fn of_loaded(&self, is_modelled: bool) -> PreviewOfLoaded {
        let name = self.name();
        let started = self.sent.and_then(|sent| sent.started.as_ref()).zip(name.as_ref());
        let tools = self.tools();
        let unknown = self.gaps_in_knowledge(is_modelled, tools.as_ref());
        PreviewOfLoaded {
            started: started.map(|(how, name)| how.replace("{name}", name)),
            listed: self.listed_text(),
            model: self.in_force(&["model"]).and_then(|(_, value)| Some(value.as_str()?.to_owned())),
            tools,
            permission_mode: self.text_of(entries::PERMISSION),
            hooks: self.hooks(),
            skills: self.skills(),
            mcp_servers: self.servers(),
            settings: self.other_settings(),
            prompt: self.prompt(),
            unknown,
            name,
        }
    }

    /// Returns the name by which the tool calls the file.
    fn name(&self) -> Option<String> {
        let given = || self.kind.name_of_path(self.document.path.as_deref()?);
        let keyed = || Some(self.in_force(&["name"])?.1.as_str()?.to_owned()).filter(|name| !name.is_empty());
        let is_keyed = self.kind.named_by.is_by_key();
        if self.sent.is_some_and(|sent| sent.place == SentPlace::Instructions) {
            return None;
        }
        if is_keyed { keyed().or_else(given) } else { given() }
    }

    /// Returns what is not known, in sentences.
    fn gaps_in_knowledge(&self, is_modelled: bool, tools: Option<&ToolAccess>) -> Vec<String> {
        let tool = &self.kind.tool;
        let mut unknown = Vec::new();
        // Where there are no keys, nothing can keep a file from being loaded.
        let has_keys = self.kind.front_matter != Presence::None;
        if self.reading.is_none() && (has_keys || self.sent.is_none()) {
            unknown.push(format!("Whether {tool} loads the file is not modelled."));
        }
        if !is_modelled && has_keys {
            unknown.push(format!("How {tool} reads the keys is not modelled: they are shown as written."));
        }
        if self.kind.called_with_plugin.is_some() {
            unknown.push("The name of its plugin and `:` come before its own.".to_owned());
        }
        unknown.extend(tools.and_then(|tools| tools.note.clone()));
        match self.sent {
            None => unknown.push(format!("How {tool} sends the text is not known: it is shown as written.")),
            Some(sent) => unknown.extend(sent.unknown.iter().cloned()),
        }
        unknown
    }
}

#[cfg(test)]
mod tests;
