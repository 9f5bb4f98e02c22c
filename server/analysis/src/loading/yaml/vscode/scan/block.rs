//! Scalars in blocks: literal behind `|`, folded behind `>`.

use super::{Kind, Scanner};

/// What becomes of the line breaks at the end of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

impl Scanner<'_> {
    /// Whether a `|` or `>` begins a block: behind it are only digits, signs and a comment.
    pub(super) fn is_block_header(&self) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let rest = rest.trim_start_matches(|char| matches!(char, '1'..='9' | '+' | '-'));
        let rest = rest.trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with(['\n', '\r', '#'])
    }

    /// Takes a block.
    pub(super) fn block(&mut self, literal: bool) {
        let (start, parent) = (self.at, self.parent_indent());
        self.at += 1;
        let (explicit, chomping) = self.block_header();
        self.skip_line();
        self.skip_break();
        let mut indent =
            explicit.and_then(|explicit| usize::try_from(parent + explicit).ok()).filter(|it| *it > 0);
        let mut lines: Vec<&str> = Vec::new();
        while self.at < self.source.len() {
            let own = self.rest().len() - self.rest().trim_start_matches(' ').len();
            let is_blank = self.is_line_end(own);
            let is_mark = own == 0 && self.document_mark().is_some();
            if !is_blank && indent.is_none() && i64::try_from(own).is_ok_and(|own| own > parent) {
                indent = Some(own);
            }
            if !is_blank && (is_mark || indent.is_none_or(|indent| own < indent)) {
                break;
            }
            let line_start = self.at;
            self.skip_line();
            let content = indent.map_or(self.at, |indent| (line_start + indent).min(self.at));
            lines.push(self.source.get(content..self.at).unwrap_or_default());
            self.skip_break();
        }
        let trailing = lines.iter().rev().take_while(|line| line.is_empty()).count();
        let mut text = if literal { lines.join("\n") } else { folded(&lines) };
        if trailing > 0 {
            text.truncate(text.trim_end_matches('\n').len());
        }
        match chomping {
            Chomping::Strip => {}
            Chomping::Clip if trailing < lines.len() => text.push('\n'),
            Chomping::Clip => {}
            Chomping::Keep => {
                let more = usize::from(trailing < lines.len());
                text.push_str(&"\n".repeat(trailing + more));
            }
        }
        self.push_scalar(start, text, false);
    }

    /// Takes the digit and the sign behind `|` or `>`, in any order.
    fn block_header(&mut self) -> (Option<i64>, Chomping) {
        let (mut indent, mut chomping) = (None, Chomping::Clip);
        for _ in 0..2 {
            match self.byte(0) {
                Some(digit @ b'1'..=b'9') if indent.is_none() => indent = Some(i64::from(digit - b'0')),
                Some(b'-') if chomping == Chomping::Clip => chomping = Chomping::Strip,
                Some(b'+') if chomping == Chomping::Clip => chomping = Chomping::Keep,
                _ => continue,
            }
            self.at += 1;
        }
        (indent, chomping)
    }

    /// Returns the column of the key or the dash that a block belongs to; -1 for a document of its own.
    fn parent_indent(&self) -> i64 {
        let blank = |kind: Kind| matches!(kind, Kind::Newline | Kind::Indent | Kind::Comment);
        let mut before = self.tokens.iter().rev().filter(|token| !blank(token.kind));
        let parent = match before.next().map(|token| (token.kind, token)) {
            Some((Kind::DocumentStart, _)) => return -1,
            Some((Kind::Dash, dash)) => Some(dash),
            Some((Kind::Colon, _)) => before.next(),
            _ => None,
        };
        let column = |offset: usize| {
            let line = self.source.get(..offset).unwrap_or_default();
            offset - line.rfind(['\n', '\r']).map_or(0, |at| at + 1)
        };
        parent.map_or(0, |token| i64::try_from(column(token.range.start)).unwrap_or_default())
    }
}

/// Joins the lines of a folded block: a break between lines that are not indented deeper becomes a space.
fn folded(lines: &[&str]) -> String {
    let mut text = String::new();
    let (mut before_deeper, mut behind_blank, mut any) = (false, false, false);
    for (at, line) in lines.iter().enumerate() {
        let deeper = line.starts_with([' ', '\t']);
        if line.is_empty() {
            text.push('\n');
            behind_blank = true;
            continue;
        }
        let is_break = deeper || before_deeper;
        match (at, behind_blank) {
            (0, _) => {}
            (_, true) if is_break && any => text.push('\n'),
            (_, true) => {}
            (_, false) if is_break => text.push('\n'),
            (_, false) => text.push(' '),
        }
        text.push_str(line);
        (before_deeper, behind_blank, any) = (deeper, false, true);
    }
    text
}
