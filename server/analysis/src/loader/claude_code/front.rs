//! The front matter as Claude Code finds and reads it. All its kinds of files share this.

use std::ops::Range;

use super::repair::{self, Repair};
use crate::loader::block::{Block, bom, js_space};
use crate::loader::value::{Map, Value};
use crate::loader::yaml::{Flavour, Refusal, load_stream};
use crate::loader::{File, Outcome, Part, Verdict};

/// Bun's YAML library: `Bun.YAML.parse`.
pub(super) const BUN: Flavour = Flavour::bun();

/// The front matter of a file, read.
#[derive(Debug)]
pub(super) struct Front {
    /// Where it stands.
    pub(super) block: Block,
    /// Its keys; none when it is no mapping, though it is YAML.
    pub(super) map: Option<Map>,
    /// The repair that it took, with what the YAML library refused before.
    pub(super) repair: Option<(Repair, Refusal)>,
}

/// Why a file has no readable front matter.
#[derive(Clone, Debug)]
pub(super) struct Unreadable {
    pub(super) part: Part,
    pub(super) cause: Option<Range<usize>>,
    pub(super) reason: &'static str,
}

impl Unreadable {
    /// The verdict on the file, where that alone decides it.
    pub(super) fn verdict(self, outcome: Outcome) -> Verdict {
        Verdict::new(outcome, self.part, self.cause, self.reason)
    }
}

impl Front {
    /// Reads the front matter of a file.
    pub(super) fn read(file: &File<'_>) -> Result<Self, Unreadable> {
        let block = find(file.text).ok_or_else(|| missing(file))?;
        let text = block.text(file);
        let refusal = match load_stream(text, &BUN) {
            Ok(value) => return Ok(Self { block, map: mapping(value), repair: None }),
            Err(refusal) => refusal,
        };
        let repair = repair::repair(text);
        match load_stream(&repair.text, &BUN) {
            Ok(value) => Ok(Self { block, map: mapping(value), repair: Some((repair, refusal)) }),
            Err(second) => Err(refused(file, &block, &repair, &refusal, &second)),
        }
    }

    /// The verdict on a file that loads: as it is, or after a repair.
    pub(super) fn loads(&self, file: &File<'_>) -> Verdict {
        let mut verdict = match &self.repair {
            Some((_, refusal)) => Verdict::new(
                Outcome::Repaired,
                Part::Yaml,
                file.fault(refusal, self.block.content.start),
                "the front matter is not valid YAML, so it is read again with quotes around what looks wrong",
            ),
            None => Verdict::loads(),
        };
        if let Some((repair, _)) = &self.repair {
            for (key, value) in &repair.changed {
                verdict.lose(file.value(&[key]), format!("the repair makes `{key}` the text `{value}`"));
            }
        }
        if let Some(cut) = cut(file, &self.block) {
            verdict.lose(
                Some(cut),
                "the front matter ends at these dashes, and the rest of it goes to the body",
            );
        }
        verdict
    }

    /// Why the front matter has no keys, when it has none.
    pub(super) fn keyless(&self, file: &File<'_>) -> Unreadable {
        let (cause, reason) = match cut(file, &self.block) {
            Some(cut) => (Some(cut), "the front matter ends at the first `---`, before its keys"),
            None if self.block.text(file).trim().is_empty() => (file.opening(), "the front matter is empty"),
            None => (Some(visible(file, &self.block)), "the front matter is not a mapping of keys to values"),
        };
        Unreadable { part: Part::Yaml, cause, reason }
    }
}

/// A mapping's keys. Bun makes a list of a text with several documents, so those have none.
fn mapping(value: Value) -> Option<Map> {
    match value {
        Value::Map(map) => Some((*map).clone()),
        _ => None,
    }
}

/// Finds the front matter: three dashes at the very start, behind one byte-order mark at most, then only blanks on
/// that line; it ends at the first three dashes anywhere, even within a value.
pub(super) fn find(text: &str) -> Option<Block> {
    let opening = bom(text) + "---".len();
    let rest = text.get(bom(text)..)?.strip_prefix("---")?;
    let blanks = rest.len() - rest.trim_start_matches(js_space).len();
    let start = opening + rest.get(..blanks)?.rfind('\n')? + 1;
    let end = start + text.get(start..)?.find("---")?;
    let behind = text.get(end + "---".len()..)?;
    Some(Block { content: start..end, body: text.len() - behind.trim_start_matches(js_space).len() })
}

/// The dashes that end the front matter before the line of dashes that is meant to.
pub(super) fn cut(file: &File<'_>, block: &Block) -> Option<Range<usize>> {
    let meant = file.front?.close.as_ref()?;
    let end = block.content.end;
    (end < meant.start).then(|| end..end + "---".len())
}

/// Why a file has no front matter for Claude Code.
fn missing(file: &File<'_>) -> Unreadable {
    let text = file.text.get(bom(file.text)..).unwrap_or_default();
    let first = text.get(..text.find(['\n', '\r']).unwrap_or(text.len())).unwrap_or_default();
    let start = bom(file.text);
    let (cause, reason) = match text.strip_prefix("---") {
        None if text.starts_with('\u{feff}') => {
            (Some(start..start + bom(text)), "a second byte-order mark stands before the front matter")
        }
        None if file.front.is_some_and(|front| !front.open.is_empty() && front.open.start > start) => {
            (file.front.map(|front| start..front.open.start), "something stands before the opening `---`")
        }
        None => (Some(file.first_line()), "it has no front matter: the first line is not `---`"),
        Some(_) if first.trim_end_matches(js_space) != "---" => {
            (Some(start..start + first.len()), "something stands behind the opening `---`")
        }
        Some(rest) if !rest.contains('\n') && rest.contains('\r') => {
            (Some(start..start + "---".len()), "its lines end in CR alone")
        }
        Some(_) => (Some(start..start + "---".len()), "no `---` ends the front matter"),
    };
    Unreadable { part: Part::Delimiters, cause, reason }
}

/// Why both tries at the YAML fail. What the repair mends is not what the author has to look at, so the place is the
/// second one unless the repair changed nothing.
fn refused(file: &File<'_>, block: &Block, repair: &Repair, first: &Refusal, second: &Refusal) -> Unreadable {
    if let Some(cut) = cut(file, block) {
        let reason =
            "the front matter ends at the first `---`, here within a value, and what is left is not YAML";
        return Unreadable { part: Part::Yaml, cause: Some(cut), reason };
    }
    let refusal = Refusal { offset: repair.origin(second.offset), message: first.message.clone() };
    let cause = file.fault(&refusal, block.content.start);
    Unreadable {
        part: Part::Yaml,
        cause,
        reason: "the front matter is not valid YAML, and putting quotes around its values does not help",
    }
}

/// The front matter without the blanks around it.
fn visible(file: &File<'_>, block: &Block) -> Range<usize> {
    let text = block.text(file);
    let start = block.content.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}
