//! Commands that run when a body is loaded: an exclamation mark before a code span, at a fence or before braces.

use std::ops::Range;

use super::{ShellUse, Substitution, SubstitutionForm, TextPlace};
use crate::syntax::markdown::{CodeBlock, Markdown};

/// Languages of blocks that show how such a file is written.
const MARKDOWN: &[&str] = &["markdown", "md", "mdx"];

/// What stands for a command in an explanation.
const STAND_INS: &[&str] = &["cmd", "command", "your-command", "shell command", "...", "…"];

/// Maximum length of a command, in bytes.
const LONGEST: usize = 1024;

/// Adds the commands of a text, which starts at byte 0.
pub(super) fn scan_shell(text: &str, markdown: &Markdown, found: &mut Vec<Substitution>) {
    scan_fences(text, markdown, found);
    scan_braces(text, markdown, found);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"!`") {
        let Some(end) = command_end(text, at + 2) else { continue };
        let before = text.get(..at).unwrap_or_default();
        if before.ends_with('\\') {
            continue;
        }
        let free = before.chars().next_back().is_none_or(char::is_whitespace);
        let block = markdown.block_at(at);
        let code = markdown.span_ending_after(at).filter(|code| code.start <= at + 2);
        let command = text.get(at + 2..end).unwrap_or_default();
        let used = match (block, code) {
            // Elsewhere in a block, the sign may be the language's.
            (Some(block), _) if free && is_example(text, block) => (TextPlace::Block, ShellUse::Documented),
            (Some(_), _) if free => (TextPlace::Block, ShellUse::Runs),
            // A span with a backtick in it is delimited by more of them.
            (None, Some(code)) if code.start <= at && end < code.end && free => {
                (TextPlace::Span, ShellUse::Documented)
            }
            (None, Some(code)) if code.start == at + 2 && free => {
                let stands_in = STAND_INS.contains(&command.trim()) || command.starts_with('<');
                (TextPlace::Prose, if stands_in { ShellUse::Documented } else { ShellUse::Runs })
            }
            (None, Some(code)) if code.start == at + 2 && before.ends_with(char::is_alphanumeric) => {
                (TextPlace::Prose, ShellUse::Glued)
            }
            _ => continue,
        };
        let (place, used) = used;
        found.push(Substitution { span: (at..end + 1).into(), form: SubstitutionForm::Shell(used), place });
    }
}

/// Adds the fenced blocks whose lines run.
fn scan_fences(text: &str, markdown: &Markdown, found: &mut Vec<Substitution>) {
    for block in markdown.blocks.iter().filter(|block| block.language.as_deref() == Some("!")) {
        let written = text.get(block.range.clone()).unwrap_or_default();
        let span = (block.range.start..block.range.start + written.trim_end().len()).into();
        let form = SubstitutionForm::Shell(ShellUse::Fence);
        found.push(Substitution { span, form, place: TextPlace::Block });
    }
}

/// Adds the commands in braces, which end at the brace that closes the first, and before a line with `#`: a section of
/// the text has to be read alone as in the whole.
fn scan_braces(text: &str, markdown: &Markdown, found: &mut Vec<Substitution>) {
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"!{") {
        let Some(end) = Some(at).filter(|at| *at >= from).and_then(|at| brace_end(text, at + 2)) else {
            continue;
        };
        from = end;
        let place = match (markdown.block_at(at), markdown.span_ending_after(at)) {
            (Some(_), _) => TextPlace::Block,
            (None, Some(code)) if code.contains(&at) => TextPlace::Span,
            _ => TextPlace::Prose,
        };
        let form = SubstitutionForm::Shell(ShellUse::Braces);
        found.push(Substitution { span: (at..end).into(), form, place });
    }
}

/// Returns the offset behind the brace that closes one before an offset; `None` if nothing is in between.
fn brace_end(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let near = rest.get(..rest.len().min(LONGEST))?;
    let is_line =
        |at: &usize| at.checked_sub(1).is_some_and(|end| matches!(near.get(end), Some(b'\n' | b'\r')));
    let near = near.get(..memchr::memchr_iter(b'#', near).find(is_line).unwrap_or(near.len()))?;
    let mut open = 1;
    for at in memchr::memchr2_iter(b'{', b'}', near) {
        open = if near.get(at) == Some(&b'{') { open + 1 } else { open - 1 };
        if open == 0 {
            let command = text.get(from..from + at)?;
            return (!command.trim().is_empty()).then_some(from + at + 1);
        }
    }
    None
}

/// Returns the offset of the backtick that closes a command on its line.
fn command_end(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let near = rest.get(..rest.len().min(LONGEST))?;
    let length = memchr::memchr3(b'`', b'\n', b'\r', near)?;
    (length > 0 && near.get(length) == Some(&b'`')).then_some(from + length)
}

/// Whether a block shows how a file is written: markdown, or text with front matter.
fn is_example(text: &str, block: &CodeBlock) -> bool {
    let language = block.language.as_deref().unwrap_or_default();
    let starts_with_front_matter = |content: Range<usize>| {
        text.get(content).is_some_and(|content| content.trim_start().starts_with("---\n"))
    };
    MARKDOWN.iter().any(|known| known.eq_ignore_ascii_case(language))
        || starts_with_front_matter(block.content.clone())
}
