//! Finds and parses front matter as Claude Code does, for all its kinds of files.

use std::rc::Rc;

use super::repair::{self, Repair};
use super::unreadable::{Unreadable, missing, refused};
use crate::loading::block::{Block, CUT_HERE, REST_IS_BODY, bom, js_space};
use crate::loading::shape::read_as;
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary, load_stream};
use crate::loading::{File, IgnoredPart, Loaded, Outcome, Part, Verdict};

/// Bun's YAML library: `Bun.YAML.parse`.
pub(super) const BUN: YamlLibrary = YamlLibrary::BUN;

/// The parsed front matter of a file.
#[derive(Debug)]
pub(super) struct Front {
    /// Its location.
    pub(super) block: Block,
    /// Its keys; `None` if it is YAML but no mapping.
    pub(super) map: Option<Rc<Map>>,
    /// The repair, if it was needed, with the error of the YAML library before.
    pub(super) repair: Option<(Repair, ParseError)>,
}

impl Front {
    /// Finds and parses the front matter of a file.
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

    /// Returns the verdict on a file that loads, as it is or after a repair.
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

/// Returns what Claude Code has of a file that it loads. What it cannot read as YAML is no text of the file either.
pub(super) fn read_loaded(file: &File<'_>) -> Loaded {
    match Front::from_file(file) {
        Ok(front) => Loaded { map: front.map.unwrap_or_default(), body: front.block.body },
        Err(_) => {
            let body = find_front_matter(file.text()).map_or_else(|| bom(file.text()), |block| block.body);
            Loaded { map: Rc::default(), body }
        }
    }
}

/// Returns a mapping's keys. Bun returns several YAML documents as a list, so those have none.
fn mapping(value: Value) -> Option<Rc<Map>> {
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// Finds the front matter: three dashes at the very start, after at most one byte-order mark, then only spaces on that
/// line; it ends at the first three dashes anywhere, even within a value.
pub(super) fn find_front_matter(text: &str) -> Option<Block> {
    let opening = bom(text) + "---".len();
    let rest = text.get(bom(text)..)?.strip_prefix("---")?;
    let blanks = rest.len() - rest.trim_start_matches(js_space).len();
    let start = opening + rest.get(..blanks)?.rfind('\n')? + 1;
    let end = start + text.get(start..)?.find("---")?;
    let behind = text.get(end + "---".len()..)?;
    Some(Block { content: start..end, body: text.len() - behind.trim_start_matches(js_space).len() })
}
