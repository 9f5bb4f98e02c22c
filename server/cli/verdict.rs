//! `agentls check --verdict`: what each tool does with each file, as a table or as JSON.

use std::io::{self, Write};
use std::path::Path;

use agentls::verdict::verdicts;
use agentls_analysis::document::Document;
use agentls_analysis::text::Encoding;
use agentls_analysis::verdicts::{Targets, readings};
use serde_json::json;

/// Writes the table of one file: a line for each tool, with what is lost below it. Nothing for a file that is for no
/// tool.
pub(crate) fn table(
    path: &Path,
    document: &Document,
    targets: &Targets,
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(detection) = &document.detection else { return Ok(()) };
    writeln!(out, "{}: {}", path.display(), detection.document.title)?;
    let readings = readings(document, targets);
    if readings.is_empty() {
        writeln!(out, "  what {} does with it is not known", detection.document.tool)?;
    }
    let name = |tool: &str, version: &str| format!("{tool} {version}");
    let width = readings.iter().map(|reading| name(reading.loader.tool, reading.loader.version).len()).max();
    for reading in &readings {
        let tool = name(reading.loader.tool, reading.loader.version);
        writeln!(out, "  {tool:width$}  {}", reading.predicate(), width = width.unwrap_or_default())?;
        for loss in &reading.verdict.losses {
            writeln!(out, "  {:width$}  - {}", "", loss.what, width = width.unwrap_or_default())?;
        }
    }
    writeln!(out)
}

/// The verdicts of one file as JSON. Lines and columns count from zero, columns in UTF-16 units, as LSP does.
pub(crate) fn json(path: &Path, document: &Document, targets: &Targets) -> serde_json::Value {
    let found = verdicts(document, targets, Encoding::Utf16);
    json!({ "path": path, "kind": found.kind, "reason": found.reason, "tools": found.tools })
}
