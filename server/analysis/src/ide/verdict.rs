//! Verdicts as data, for the request `agentls/verdict` and for the command line.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::document::Document;
use crate::loading::Outcome;
use crate::printable::printable;
use crate::text::{Encoding, Position};
use crate::verdicts::{Targets, ToolVerdict, dialect_of, kind, tool_verdicts};

/// The verdicts of all tools on one document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdicts {
    /// The title of the kind of file; `None` for a document that is not for any tool.
    pub kind: Option<String>,
    /// Why it is of that kind.
    pub reason: Option<String>,
    /// One verdict for each tool with a loader, target tools first.
    pub tools: Vec<Tool>,
}

/// The verdict of one tool.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tool {
    /// The id of the tool, or of the program if the tool has several: what `targets` and `--tool` take.
    pub id: &'static str,
    /// The display name of the tool.
    pub tool: &'static str,
    /// The version of the tool that was observed.
    pub version: &'static str,
    /// The date of the observation, as `YYYY-MM-DD`.
    pub checked: &'static str,
    /// Whether the tool is a target for this file.
    pub target: bool,
    /// `loads`, `repaired`, `placeholder`, `dropped` or `stops`.
    pub outcome: &'static str,
    /// The reason, if it does not simply load.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// More details, in sentences.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What the author has to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<LspRange>,
    /// What has no effect or is lost although the file loads.
    pub losses: Vec<Lost>,
}

/// An ignored part.
#[derive(Debug, Serialize)]
pub struct Lost {
    /// What is lost.
    pub what: String,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<LspRange>,
}

/// An LSP range: zero-based lines and columns, with columns in the negotiated encoding.
#[derive(Debug, Serialize)]
pub struct LspRange {
    start: LspPosition,
    end: LspPosition,
}

#[derive(Debug, Serialize)]
struct LspPosition {
    line: u32,
    character: u32,
}

impl LspRange {
    /// Returns where it starts as `line:column: `, both counted from one.
    pub(in crate::ide) fn shown_start(&self) -> String {
        format!("{}:{}: ", self.start.line + 1, self.start.character + 1)
    }
}

/// Returns the verdicts on a document.
pub fn verdicts(document: &Document, targets: &Targets, encoding: Encoding) -> Verdicts {
    verdicts_of(document, tool_verdicts(document, targets), encoding)
}

/// Like [`verdicts`], from given verdicts of some tools.
pub fn verdicts_of(document: &Document, readings: Vec<ToolVerdict>, encoding: Encoding) -> Verdicts {
    let tools = readings.into_iter().map(|reading| tool(document, reading, encoding));
    Verdicts {
        kind: kind(document).map(|kind| printable(&kind.title).into_owned()),
        reason: document.detection.as_ref().map(|detection| printable(&detection.reason).into_owned()),
        tools: tools.collect(),
    }
}

fn tool(document: &Document, reading: ToolVerdict, encoding: Encoding) -> Tool {
    let target = reading.is_target();
    let ToolVerdict { loader, verdict, .. } = reading;
    let verdict = Arc::unwrap_or_clone(verdict);
    let place = |offset| {
        let Position { line, column } = document.text.position(offset, encoding);
        LspPosition { line, character: column }
    };
    let span = |range: Range<usize>| LspRange { start: place(range.start), end: place(range.end) };
    Tool {
        id: loader.program.unwrap_or_else(|| dialect_of(loader.document)),
        tool: loader.tool(),
        version: loader.version(),
        checked: loader.checked(),
        target,
        outcome: outcome_name(verdict.outcome),
        reason: Some(printable(&verdict.reason).into_owned()).filter(|reason| !reason.is_empty()),
        detail: printable(&verdict.detail).into_owned(),
        range: verdict.cause.map(span),
        losses: verdict
            .ignored
            .into_iter()
            .map(|ignored| Lost {
                what: printable(&ignored.to_clause()).into_owned(),
                range: ignored.range.map(span),
            })
            .collect(),
    }
}

/// Returns an outcome as a word.
pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Loads => "loads",
        Outcome::Repaired => "repaired",
        Outcome::Placeholder => "placeholder",
        Outcome::Dropped => "dropped",
        Outcome::Stops => "stops",
    }
}
