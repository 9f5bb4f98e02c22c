//! Finds and parses the front matter of a skill as the reference library does, with strictyaml.

use std::ops::Range;
use std::rc::Rc;

use crate::loading::block::{CUT, UNCLOSED};
use crate::loading::shape::keyless;
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary, load};
use crate::loading::{File, Part, Verdict};

/// strictyaml 1.7.
const STRICT_YAML: YamlLibrary = YamlLibrary { texts_only: true, ..YamlLibrary::PLAIN };

/// Length of three dashes.
const DASHES: usize = 3;

/// Reads the front matter: three dashes at the very start, then everything before the next three, even within a value.
pub(super) fn read_front_matter(file: &File<'_>) -> Result<Rc<Map>, Verdict> {
    let dropped = |part, cause, reason: &str| Err(Verdict::dropped(part, cause, reason));
    file.check_no_bom()?;
    let Some(rest) = file.text().strip_prefix("---") else {
        return dropped(Part::Delimiters, Some(file.first_line()), "no front matter");
    };
    let Some(end) = rest.find("---") else {
        return dropped(Part::Delimiters, file.opening(), UNCLOSED);
    };
    let start = DASHES;
    let block = rest.get(..end).unwrap_or_default();
    let is_control = |char: char| char.is_control() && !matches!(char, '\n' | '\r' | '\t' | '\u{85}');
    if let Some((at, char)) = block.char_indices().find(|(_, char)| is_control(*char)) {
        let range = start + at..start + at + char.len_utf8();
        return dropped(Part::Yaml, Some(range), "a control character in the YAML");
    }
    let refusal = match load(block, &STRICT_YAML) {
        Ok(Value::Map(map)) => return Ok(map),
        Ok(value) => return dropped(Part::Yaml, file.opening(), keyless(&value)),
        Err(refusal) => refusal,
    };
    if let Some(at) = stray_tab(block, &refusal).map(|at| start + at) {
        return dropped(Part::Yaml, Some(at..at + 1), "a tab outside of quotes");
    }
    if let Some(cut) = cut(file) {
        let verdict = Verdict::dropped(Part::Yaml, Some(cut), CUT);
        return Err(verdict.detail("What is above it is not valid YAML."));
    }
    let reason = if refusal.plain { &refusal.message } else { "invalid YAML for strictyaml" };
    dropped(Part::Yaml, file.error_range(&refusal, start), reason)
}

/// Returns the tab that a text is rejected for: where the library stopped, or in the indentation of that line.
fn stray_tab(block: &str, refusal: &ParseError) -> Option<usize> {
    let before = block.get(..refusal.offset)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let line = block.get(start..)?;
    let indent = line.get(..blanks(line))?.find('\t').map(|at| start + at);
    let here = block.get(refusal.offset..)?.starts_with('\t').then_some(refusal.offset);
    here.or(indent)
}

/// Returns the dashes that end the front matter above the intended closing line.
pub(super) fn cut(file: &File<'_>) -> Option<Range<usize>> {
    file.cut(DASHES + file.text().get(DASHES..)?.find("---")?)
}
