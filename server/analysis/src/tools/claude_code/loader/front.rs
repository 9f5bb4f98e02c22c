//! The front matter as Claude Code finds and reads it. All its kinds of files share this.

use std::rc::Rc;

use super::repair::{self, Repair};
use super::unreadable::{Unreadable, missing, refused};
use crate::loading::block::{Block, CUT_HERE, REST_IS_BODY, bom, js_space};
use crate::loading::shape::read_as;
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary, load_stream};
use crate::loading::{File, IgnoredPart, Outcome, Part, Verdict};

/// Bun's YAML library: `Bun.YAML.parse`.
pub(super) const BUN: YamlLibrary = YamlLibrary::BUN;

/// The front matter of a file, read.
#[derive(Debug)]
pub(super) struct Front {
    /// Where it stands.
    pub(super) block: Block,
    /// Its keys; none when it is no mapping, though it is YAML.
    pub(super) map: Option<Rc<Map>>,
    /// The repair that it took, with what the YAML library refused before.
    pub(super) repair: Option<(Repair, ParseError)>,
}

impl Front {
    /// Reads the front matter of a file.
    pub(super) fn from_file(file: &File<'_>) -> Result<Self, Unreadable> {
        let block = find_front_matter(file.text()).ok_or_else(|| missing(file))?;
        let text = block.content_of(file.text());
        let refusal = match file.load_by(load_stream, text, &BUN) {
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
                file.error_range(refusal, self.block.content.start),
                "invalid YAML, read again with quotes added",
            ),
            None => Verdict::loads(),
        };
        if let Some((repair, _)) = &self.repair {
            for (key, value) in &repair.changed {
                let ignored =
                    IgnoredPart::new(read_as(key, value)).because("the repair quotes the whole value");
                verdict.lose(file.value_range(&[key]), ignored);
            }
        }
        if let Some(cut) = file.cut(self.block.content.end) {
            verdict.lose(Some(cut), IgnoredPart::new(REST_IS_BODY).because(CUT_HERE));
        }
        verdict
    }
}

/// A mapping's keys. Bun makes a list of a text with several documents, so those have none.
fn mapping(value: Value) -> Option<Rc<Map>> {
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// Finds the front matter: three dashes at the very start, after one byte-order mark at most, then only spaces on
/// that line; it ends at the first three dashes anywhere, even within a value.
pub(super) fn find_front_matter(text: &str) -> Option<Block> {
    let opening = bom(text) + "---".len();
    let rest = text.get(bom(text)..)?.strip_prefix("---")?;
    let blanks = rest.len() - rest.trim_start_matches(js_space).len();
    let start = opening + rest.get(..blanks)?.rfind('\n')? + 1;
    let end = start + text.get(start..)?.find("---")?;
    let behind = text.get(end + "---".len()..)?;
    Some(Block { content: start..end, body: text.len() - behind.trim_start_matches(js_space).len() })
}
