//! Converts an agent for another tool: a new file where that tool reads it, with the same body.
//!
//! Losses are named in the title: for example a limit that the other tool lacks, after which the agent may do more.

mod access;
mod draft;
mod tables;
mod values;

use std::borrow::Cow;
use std::sync::Arc;

use super::place::{agent_path, slug};
use super::{Action, ActionKind, NewFile};
use crate::dialect::{self, Field, FileKind, Role};
use crate::document::Document;
use crate::lint::{Severity, diagnostics};
use crate::loading::Outcome;
use crate::syntax::FileFormat;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::Entry;
use crate::verdicts::{Targets, tool_verdicts};
use access::Access;
use draft::Draft;
use tables::{TABLES, Tool};

/// A possible conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The id of the target tool's dialect.
    pub tool: &'static str,
    /// The title, with what is lost.
    pub title: String,
    /// The path of the new file.
    pub path: String,
}

/// Returns the tools that an agent can be converted for: those that do not read its file and have no agent of that
/// name. Only losses are determined; [`convert`] checks whether the tool loads the result.
pub fn conversions(document: &Document, exists: &dyn Fn(&str) -> bool) -> Vec<Conversion> {
    let others = TABLES.tools.iter().filter(|(_, tool)| {
        let mut readers = document.location.readers.iter();
        !readers.any(|reader| reader.id == tool.kind)
    });
    let conversion = |(id, _): (&'static String, &Tool)| {
        let source = Source::from_document(document, id)?;
        let path = source.path()?;
        let title = source.draft()?.title(source.to_kind);
        (!exists(&path)).then_some(Conversion { tool: id, title, path })
    };
    others.filter_map(conversion).collect()
}

/// Returns the action that converts an agent for the tool with that id; `None` if the tool would not load the result.
pub fn convert(document: &Document, tool: &str) -> Option<Action> {
    let source = Source::from_document(document, tool)?;
    let (path, draft) = (source.path()?, source.draft()?);
    let title = draft.title(source.to_kind);
    let text = source.render_draft(&draft);
    let new = Document::new(Some(path.as_str().into()), 0, &text);
    let own = new.detection.as_ref().is_some_and(|found| found.document.id == source.to.kind);
    let loads = tool_verdicts(&new, &Targets::default())
        .iter()
        .filter(|reading| reading.loader.document == source.to.kind)
        .all(|reading| reading.verdict.outcome == Outcome::Loads);
    let wrong = diagnostics(&new).iter().any(|found| found.severity == Severity::Error);
    let file = Some(NewFile { path, text });
    (own && loads && !wrong).then(|| Action { file, ..Action::new(title, ActionKind::Rewrite) })
}

/// An agent and the tool to convert it for.
struct Source<'a> {
    document: &'a Document,
    front: &'a FrontMatter,
    kind: &'a FileKind,
    from_id: &'static str,
    from: &'static Tool,
    to_id: &'static str,
    to: &'static Tool,
    to_kind: &'static Arc<FileKind>,
    name: String,
}

impl<'a> Source<'a> {
    fn from_document(document: &'a Document, to: &str) -> Option<Self> {
        let kind: &FileKind = &document.detection.as_ref()?.document;
        let front = document.front_matter().filter(|front| front.close.is_some())?;
        let base = kind.overlay.as_deref().unwrap_or(&kind.id);
        let tool = |id: &str| TABLES.tools.get_key_value(id).map(|(id, tool)| (id.as_str(), tool));
        let (from_id, from) = tool(base.split('.').next()?)?;
        let (to_id, to) = tool(to)?;
        let to_kind = dialect::document(&to.kind)?;
        let whole = front.yaml.faults.is_empty() && front.problems.is_empty();
        let name = slug(&document.front_summary().definition.as_ref()?.name)?;
        let agent = kind.role == Role::Agent && whole && from_id != to_id;
        agent.then_some(Self { document, front, kind, from_id, from, to_id, to, to_kind, name })
    }

    /// Returns the path of the new file.
    fn path(&self) -> Option<String> {
        agent_path(self.to_kind, self.document.path.as_deref()?, &self.name)
    }

    fn draft(&self) -> Option<Draft> {
        let (mut draft, mut access) = (Draft::default(), Access::default());
        let target = |key: &str| Field::for_key(&self.to_kind.fields, key);
        if let Some(field) = self.to.keys.get("name").and_then(|key| target(key)) {
            draft.put(&field.name, &self.written_value(&self.name, field));
        }
        if let Some(field) = self.to.text.as_deref().and_then(target) {
            let text = self.told_text();
            // Codex does not load an agent that is told nothing.
            if text.trim().is_empty() {
                return None;
            }
            draft.put(&field.name, &self.written_value(&text, field));
        }
        for (key, value) in &self.to.adds {
            draft.put(key, value);
        }
        for entry in self.front.yaml.root.as_ref()?.entries() {
            let Some(key) = entry.name().filter(|_| !entry.value.is_null()) else { continue };
            let field = Field::for_key(&self.kind.fields, key);
            let name = field.map_or(key, |field| field.name.as_str());
            let tools =
                field.is_some_and(|field| access.read_value(self, name, field, &entry.value, &mut draft));
            if !tools && !self.is_said_anyway(name, entry) && !self.carry(name, field, entry, &mut draft) {
                draft.lose(key);
            }
        }
        access.write_tools(self, &mut draft);
        if !self.front.yaml.comments.is_empty() {
            draft.lose("comments");
        }
        let rank = |key: &str| self.to_kind.fields.iter().position(|field| field.name == key);
        draft.lines.sort_by_key(|(key, _)| rank(key));
        let named =
            Field::for_key(&self.to_kind.fields, "name").is_none_or(|it| it.limit(&self.name).is_none());
        // An agent without a description is useless, although not every tool rejects it.
        let described = draft.lines.iter().any(|(key, _)| key == "description");
        (named && described).then_some(draft)
    }

    /// Whether an entry is implied for the agents of other tools, or is the name, which is written separately.
    fn is_said_anyway(&self, name: &str, entry: &Entry) -> bool {
        let implied = self.from.implied.get(name);
        let text = entry.value.text().unwrap_or_default();
        name == "name"
            || self.from.text.as_deref() == Some(name)
            || implied.is_some_and(|values| values.iter().any(|value| value == text))
    }

    /// Returns what the agent is told: the body, or the value of a key.
    fn told_text(&self) -> Cow<'_, str> {
        let root = || self.front.yaml.root.as_ref();
        let said = self.from.text.as_ref().and_then(|key| root()?.entry(key)?.value.text());
        said.map_or_else(
            || self.document.text.slice(self.document.syntax.body_start()..self.document.text.len()),
            Cow::Borrowed,
        )
    }

    fn render_draft(&self, draft: &Draft) -> String {
        let newline = self.document.text.line_break();
        let separator = self.to_kind.format.separator().trim_end();
        let lines = draft.lines.iter().map(|(key, value)| format!("{key}{separator}{value}\n"));
        let lines = lines.collect::<String>().replace("\r\n", "\n").replace('\n', newline);
        if self.to_kind.format == FileFormat::Toml {
            return lines;
        }
        // The body of a file has the line breaks of the file already.
        let text = self.told_text();
        let body = if self.from.text.is_some() {
            Cow::from(format!("{newline}{}{newline}", text.trim().replace('\n', newline)))
        } else {
            text
        };
        format!("---{newline}{lines}---{newline}{body}")
    }
}
