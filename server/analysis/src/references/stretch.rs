//! The references of a stretch of text: the words of it at which a form of call may begin.

use super::name::{self, CallForm, DefinitionKind, Reference};
use super::unit::{FoundName, Mode, Unit};
use super::words::{before, split_words};
use super::{calls, prose, shell};

/// Calls that were read add up to no more than this many times the text.
const ALLOWANCE: usize = 8;

/// Adds the references of the stretch.
pub(super) fn scan(unit: &Unit<'_>, references: &mut Vec<Reference>) {
    let mut allowance = unit.text.len().saturating_mul(ALLOWANCE);
    let mut codes = unit.codes.iter().peekable();
    for word in split_words(unit.text) {
        let at = unit.base + word.start;
        while codes.next_if(|code| code.end <= at).is_some() {}
        if codes.peek().is_some_and(|code| code.start <= at) {
            continue;
        }
        let found = calls::call_reference(unit, &word, &mut allowance)
            .or_else(|| shell::shell_reference(unit, &word))
            .or_else(|| prose::prose_reference(unit, &word))
            .or_else(|| slash(unit, word.start));
        references.extend(found.and_then(|found| reference(unit, &found)));
    }
}

fn reference(unit: &Unit<'_>, found: &FoundName) -> Option<Reference> {
    let name = unit.text.get(found.range.clone()).filter(|text| name::is_name(text))?;
    let span = (unit.base + found.range.start..unit.base + found.range.end).into();
    let FoundName { kind, form, prose, .. } = *found;
    Some(Reference { kind, name: name.into(), span, form, prose, renamable: true })
}

/// `/x` at the start of inline code, or of a line of a block. It may be a path, unless it has a namespace.
fn slash(unit: &Unit<'_>, at: usize) -> Option<FoundName> {
    if before(unit.text, at) != Some(b'/') {
        return None;
    }
    let head = unit.text.get(..at - 1)?;
    let first = match unit.mode {
        Mode::Inline => head.is_empty(),
        Mode::Block => {
            let line = head.trim_end_matches([' ', '\t']);
            line.is_empty() || line.ends_with(['\n', '\r'])
        }
        Mode::Prose | Mode::Script => false,
    };
    let rest = unit.text.get(at..).filter(|_| first)?;
    let length = rest.bytes().take_while(|byte| name::is_name_byte(*byte)).count();
    let name = rest.get(..length).filter(|name| !name.contains(['/', '.']))?;
    let ends = rest.get(length..)?.chars().next().is_none_or(char::is_whitespace);
    let range = at..at + length;
    ends.then(|| FoundName {
        prose: !name.contains(':'),
        ..FoundName::new(DefinitionKind::Command, CallForm::Slash, range)
    })
}
