//! Finds and parses suppressions.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::Document;
use crate::lint::quoted;
use crate::syntax::MARK;
use crate::syntax::lines::break_length;
use crate::syntax::markdown::parse_markdown;
use crate::syntax::yaml::Node;

/// A comment that suppresses something, or was meant to.
pub(super) struct Directive {
    /// The line that it applies to; `None` for the whole file.
    line: Option<usize>,
    /// The codes that it names, with their ranges.
    pub(super) codes: Vec<(Range<usize>, String)>,
    /// The syntax error in it, and its range.
    pub(super) fault: Option<(Range<usize>, (String, String))>,
    /// The range to delete to remove it.
    pub(super) whole: Range<usize>,
}

impl Directive {
    /// Whether it applies to a single line.
    pub(super) fn is_for(&self, line: usize) -> bool {
        self.line == Some(line)
    }

    /// Whether it applies to the whole file.
    pub(super) fn is_for_all(&self) -> bool {
        self.line.is_none()
    }

    /// Whether it applies to a line.
    pub(super) fn applies_to(&self, line: usize) -> bool {
        self.line.is_none_or(|own| own == line)
    }
}

/// Maximum number of agentls comments that are read.
const MOST: usize = 200;

/// Returns the suppressions of a document, in text order; none if it is for no tool.
pub(super) fn directives(document: &Document) -> Vec<Directive> {
    let marks = if document.detection.is_some() { document.syntax.marks() } else { &[] };
    let mut reader = CommentReader { document, code: OnceCell::new(), next: None };
    let mut found: Vec<_> = marks.iter().take(MOST).filter_map(|at| reader.directive(*at)).collect();
    if let Some(at) = marks.get(MOST) {
        let clause = format!("only the first {MOST} comments for agentls are read");
        let advice = "This one and those after it ignore nothing.".to_owned();
        let fault = Some((*at..at + MARK.len(), (clause, advice)));
        found.push(Directive { line: Some(usize::MAX), codes: Vec::new(), fault, whole: *at..*at });
    }
    found
}

/// What is computed once for all suppressions of a document.
struct CommentReader<'a> {
    document: &'a Document,
    /// Code blocks of the body, in text order.
    code: OnceCell<Vec<Range<usize>>>,
    /// The lines skipped by the last search for a nonempty line, and its result.
    next: Option<(Range<usize>, Option<usize>)>,
}

impl CommentReader<'_> {
    /// Returns the suppression at a marker, if it is in a comment.
    fn directive(&mut self, at: usize) -> Option<Directive> {
        let document = self.document;
        let text = &document.text;
        let number = text.line_at(at);
        let range = text.line_range(number);
        let line = text.line(number);
        let (before, behind) = line.split_at_checked(at - range.start)?;
        let in_front = at < document.syntax.body_start();
        let (start, behind) = if in_front {
            let start = before.trim_end().strip_suffix('#')?.len();
            (is_comment(document, range.start + start).then_some(start)?, behind)
        } else {
            let start = before.trim_end().strip_suffix("<!--")?.len();
            (self.is_prose(at).then_some(start)?, behind.split_once("-->")?.0)
        };
        let alone = before.get(..start)?.trim().is_empty();
        let end = if in_front { range.end } else { at + behind.len() + "-->".len() };
        let alone = alone && text.slice(end..range.end).trim().is_empty();
        let whole = if alone {
            range.start..range.end + break_length(&text.slice(range.end..range.end + 2))
        } else {
            let blanks = before.get(..start)?.trim_end().len();
            range.start + blanks..end
        };
        let said = behind.get(MARK.len()..)?;
        let from = at + MARK.len() + (said.len() - said.trim_start().len());
        let line = if alone { self.next_line(number, in_front) } else { Some(number) };
        parse(said.trim(), from, line, whole)
    }

    /// Returns the next nonempty line that is no comment of the same kind.
    fn next_line(&mut self, number: usize, in_front: bool) -> Option<usize> {
        if let Some((_, found)) = self.next.as_ref().filter(|(passed, _)| passed.contains(&number)) {
            return *found;
        }
        let text = &self.document.text;
        let found = (number + 1..text.line_count()).find(|line| {
            let line = text.line(*line);
            let line = line.trim();
            let comment = if in_front {
                line.starts_with('#')
            } else {
                line.starts_with("<!--") && line.ends_with("-->")
            };
            !line.is_empty() && !comment
        });
        self.next = Some((number..found.unwrap_or(text.line_count()), found));
        found
    }

    /// Whether a byte of the body is outside code blocks, where a comment is an example.
    fn is_prose(&self, at: usize) -> bool {
        let blocks = self.code.get_or_init(|| blocks_of_code(self.document));
        let before = blocks.partition_point(|block| block.start <= at);
        before.checked_sub(1).and_then(|last| blocks.get(last)).is_none_or(|block| block.end <= at)
    }
}

/// Returns the code blocks of a body; none if it is not parsed.
fn blocks_of_code(document: &Document) -> Vec<Range<usize>> {
    if document.sections().limit().is_some() {
        return Vec::new();
    }
    let start = document.syntax.body_start();
    let body = document.text.slice(start..document.text.len());
    parse_markdown(&body, start).blocks.into_iter().map(|block| block.range).collect()
}

/// Parses what follows the marker, from byte `from`; `None` if it is no suppression.
fn parse(said: &str, from: usize, line: Option<usize>, whole: Range<usize>) -> Option<Directive> {
    let word = said.split(|char: char| !char.is_ascii_alphanumeric() && char != '-').next()?;
    let rest = said.get(word.len()..)?;
    let near = strsim::osa_distance(word, "ignore").min(strsim::osa_distance(word, "ignore-file"));
    if near > 2 {
        return None;
    }
    let fault = |clause: String, advice: String| {
        Some(Directive {
            line,
            codes: Vec::new(),
            fault: Some((from..from + word.len(), (clause, advice))),
            whole: whole.clone(),
        })
    };
    if near > 0 {
        let clause = format!("this comment ignores nothing: unknown word {}", quoted(word));
        return fault(clause, "Write `ignore[rule]` or `ignore-file[rule]`.".to_owned());
    }
    let listed = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(listed, _)| listed);
    let Some(listed) = listed.filter(|listed| !listed.trim().is_empty()) else {
        return fault("this comment names no rule".to_owned(), format!("Write `{word}[rule]`."));
    };
    let (mut codes, mut at) = (Vec::new(), from + word.len() + 1);
    for part in listed.split(',') {
        let start = at + (part.len() - part.trim_start().len());
        let code = part.trim();
        if !code.is_empty() {
            codes.push((start..start + code.len(), code.to_owned()));
        }
        at += part.len() + 1;
    }
    // A line that does not exist: the suppression matches no diagnostic.
    let line = if word == "ignore" { Some(line.unwrap_or(usize::MAX)) } else { None };
    Some(Directive { line, codes, fault: None, whole })
}

/// Whether the `#` at a byte of the front matter starts a comment. Comments of recovered entries are not listed; there,
/// it does unless it lies in a parsed value.
fn is_comment(document: &Document, at: usize) -> bool {
    let Some(front) = document.syntax.front_matter() else { return false };
    let listed = front.yaml.comments.iter().any(|comment| comment.start == at);
    let set_off = at == 0 || front.text_at(at - 1..at).trim().is_empty();
    let in_value = || front.yaml.root.as_ref().is_some_and(|root| holds(root, at));
    listed || !front.yaml.faults.is_empty() && set_off && !in_value()
}

/// Whether a byte lies in a parsed scalar.
fn holds(node: &Node, at: usize) -> bool {
    let values = node.entries().iter().map(|entry| &entry.value);
    node.scalar().is_some() && !node.broken && node.span.contains(&at)
        || values.chain(node.items()).any(|node| holds(node, at))
}
