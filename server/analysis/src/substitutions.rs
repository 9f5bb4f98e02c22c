//! Finds the places of a body that a tool may replace before a model sees it: arguments, variables, shell commands.
//!
//! Which of them a tool does replace is a fact of its dialect, and not known here.

mod owned;
mod shell;

use std::ops::Range;

use memchr::memchr3_iter;

use crate::dialect::{LoadShell, ShellForm};
use crate::references::Span;
use crate::syntax::markdown::Markdown;

/// A place that a tool may replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// Its bytes.
    pub span: Span,
    /// What stands there.
    pub form: SubstitutionForm,
    /// Where in the text it stands.
    pub place: TextPlace,
}

/// What stands at a place that a tool may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubstitutionForm {
    /// `$0`, and what it belongs to if that is no argument.
    Index(IndexOwner),
    /// `$NAME`, `${NAME}` or `${NAME:more}`.
    Variable,
    /// `{{name}}`.
    Braces,
    /// `` !`command` ``, or commands in another form.
    Shell(ShellUse),
}

/// What becomes of a command that a tool may run when it loads the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellUse {
    /// It runs.
    Runs,
    /// It runs, and is only part of an example.
    Documented,
    /// It stands directly behind a word, where most tools do not run it.
    Glued,
    /// The lines of a fenced block with `!` in place of a language run.
    Fence,
    /// `!{command}` runs.
    Braces,
}

impl ShellUse {
    /// Whether a tool runs it.
    pub fn runs_in(self, shell: &LoadShell) -> bool {
        let form = match self {
            Self::Runs | Self::Documented => ShellForm::Backticks,
            Self::Glued if !shell.anywhere => return false,
            Self::Glued => ShellForm::Backticks,
            Self::Fence => ShellForm::Fence,
            Self::Braces => ShellForm::Braces,
        };
        shell.forms.contains(&form)
    }

    /// Returns the bytes of the commands in what is written.
    pub fn commands_in(self, written: &str) -> Range<usize> {
        match self {
            Self::Fence => {
                let start = written.find('\n').map_or(written.len(), |end| end + 1);
                let last = written.trim_end().rfind('\n').map_or(start, |end| end + 1);
                let closed =
                    written.get(last..).is_some_and(|last| last.trim_start().starts_with(['`', '~']));
                start..if closed { last.max(start) } else { written.len() }
            }
            _ => 2.min(written.len())..written.len().saturating_sub(1).max(2.min(written.len())),
        }
    }
}

/// What a `$N` belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexOwner {
    /// Nothing that is known.
    Nobody,
    /// Code in which `$N` has a meaning of its own, such as a field in awk.
    Code,
    /// A price, such as `$0.10`.
    Price,
}

/// Where in a markdown text something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// In prose.
    Prose,
    /// In a code span.
    Span,
    /// In a code block.
    Block,
}

/// Maximum length of a placeholder in braces, in bytes.
const LONGEST: usize = 128;

/// Returns the places of a markdown text that starts at byte 0, in text order.
pub(crate) fn scan_substitutions(text: &str, markdown: &Markdown) -> Vec<Substitution> {
    let mut around = Surroundings { text, markdown, known: None };
    let mut from = 0;
    let mut found = Vec::new();
    for at in memchr3_iter(b'$', b'{', b'\\', text.as_bytes()) {
        if at < from {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with('\\') {
            // Whatever comes next is escaped.
            from = at + 2;
            continue;
        }
        let Some((form, length)) = form_of(rest) else {
            // `$$` is the shell's own number.
            from = at + if rest.starts_with("$$") { 2 } else { 1 };
            continue;
        };
        from = at + length;
        let (place, owned) = around.at(at);
        let form = match form {
            SubstitutionForm::Index(IndexOwner::Nobody) if owned => SubstitutionForm::Index(IndexOwner::Code),
            form => form,
        };
        found.push(Substitution { span: (at..from).into(), form, place });
    }
    shell::scan_shell(text, markdown, &mut found);
    found.sort_by_key(|substitution| substitution.span);
    found
}

/// Returns what starts with a sign, and its length in bytes.
fn form_of(rest: &str) -> Option<(SubstitutionForm, usize)> {
    let bytes = rest.as_bytes();
    match bytes {
        [b'$', first, ..] if first.is_ascii_digit() => {
            let digits = count(bytes.get(1..)?, u8::is_ascii_digit);
            let after = bytes.get(1 + digits..).unwrap_or_default();
            let owner = match after {
                [b'.' | b',', one, two, ..] if one.is_ascii_digit() && two.is_ascii_digit() => {
                    IndexOwner::Price
                }
                _ => IndexOwner::Nobody,
            };
            let ends = !after.first().is_some_and(|next| is_word(next) || !next.is_ascii());
            (digits <= 2 && ends).then_some((SubstitutionForm::Index(owner), 1 + digits))
        }
        [b'$', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
            Some((SubstitutionForm::Variable, 1 + count(bytes.get(1..)?, is_word)))
        }
        [b'$', b'{', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
            Some((SubstitutionForm::Variable, closed(bytes, b"}")?))
        }
        [b'{', b'{', ..] => Some((SubstitutionForm::Braces, closed(bytes, b"}}")?)),
        _ => None,
    }
}

/// Returns the length up to the end of what closes a placeholder on its line.
fn closed(bytes: &[u8], close: &[u8]) -> Option<usize> {
    let near = bytes.get(..bytes.len().min(LONGEST))?;
    let line = near.get(..memchr::memchr2(b'\n', b'\r', near).unwrap_or(near.len()))?;
    Some(memchr::memmem::find(line, close)? + close.len())
}

fn count(bytes: &[u8], is_part: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is_part(byte)).count()
}

fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}

/// Looks up what surrounds an offset.
struct Surroundings<'a> {
    text: &'a str,
    markdown: &'a Markdown,
    /// The code looked at last, with the parts in which `$N` belongs to it.
    known: Option<(Range<usize>, Vec<Range<usize>>)>,
}

impl Surroundings<'_> {
    /// Returns the place of an offset, and whether a `$N` there belongs to the code around it.
    fn at(&mut self, at: usize) -> (TextPlace, bool) {
        if let Some(block) = self.markdown.block_at(at) {
            return (TextPlace::Block, self.is_owned(at, &block.content, block.language.as_deref()));
        }
        match self.markdown.span_ending_after(at).filter(|code| code.contains(&at)) {
            Some(code) => (TextPlace::Span, self.is_owned(at, code, None)),
            None => (TextPlace::Prose, false),
        }
    }

    fn is_owned(&mut self, at: usize, code: &Range<usize>, language: Option<&str>) -> bool {
        if self.known.as_ref().is_none_or(|(known, _)| known != code) {
            let text = self.text.get(code.clone()).unwrap_or_default();
            self.known = Some((code.clone(), owned::owned_ranges(text, language)));
        }
        let Some((_, owned)) = &self.known else { return false };
        let at = at - code.start;
        owned.get(owned.partition_point(|range| range.end <= at)).is_some_and(|range| range.contains(&at))
    }
}

#[cfg(test)]
mod tests;
