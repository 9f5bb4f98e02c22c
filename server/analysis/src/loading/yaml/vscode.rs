//! Models VS Code's own YAML parser, which rejects nothing: it marks what it does not understand, and reads the rest.
//!
//! Facts: the names and descriptions that VS Code 1.139.1 was seen to read in 700 files, and its source
//! (`src/vs/base/common/yaml.ts`, MIT), which in that version also takes `description: a: b` as a text. It knows scalars, lists and mappings. There are no anchors, aliases, tags or types: every scalar is a string. Tabs indent
//! like spaces. What follows a complete mapping is passed over without a word.

use std::ops::Range;
use std::rc::Rc;

use crate::loading::value::{Map, Value};
use scan::{END, Kind, Token, scan};

mod flow;
mod scalars;
mod scan;

/// Maximum nesting of values that are kept. No key of VS Code has any that deep; the program itself has no limit.
const DEEPEST: usize = 64;

/// A text as VS Code reads it.
#[derive(Debug, Default)]
pub(crate) struct LenientYaml {
    /// The value; `None` if the text has none. Of duplicate keys the first one counts.
    pub(crate) value: Option<Value>,
    /// What VS Code marks as an error, in the order of the text.
    pub(crate) faults: Vec<LenientFault>,
    /// Start of what is not read at all, as the value has ended before it.
    pub(crate) unread: Option<usize>,
}

/// A marker in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LenientFault {
    /// What is wrong.
    pub(crate) kind: LenientFaultKind,
    /// The range in bytes of the text.
    pub(crate) range: Range<usize>,
}

/// What can be wrong in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LenientFaultKind {
    /// A key or an item without a value.
    MissingValue,
    /// A line that is indented deeper than those before it.
    Indentation,
    /// A key that is there already, in block style.
    DuplicateKey,
    /// Something in braces or brackets that has no place there.
    Unexpected,
    /// Braces or brackets that are not closed.
    Unclosed,
}

/// Parses a text.
pub(crate) fn parse_leniently(source: &str) -> LenientYaml {
    let mut parser = LenientParser { source, tokens: scan(source), at: 0, depth: 0, faults: Vec::new() };
    parser.skip_blank();
    if parser.next_kind() == Kind::DocumentStart {
        parser.at += 1;
        parser.skip_blank();
    }
    let value = match parser.next_kind() {
        Kind::End | Kind::DocumentEnd => None,
        _ => parser.value(None),
    };
    parser.skip_blank();
    let unread =
        (!matches!(parser.next_kind(), Kind::End | Kind::DocumentEnd)).then(|| parser.token().range.start);
    LenientYaml { value, faults: parser.faults, unread }
}

struct LenientParser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    /// Index of the next token.
    at: usize,
    depth: usize,
    faults: Vec<LenientFault>,
}

impl LenientParser<'_> {
    fn token(&self) -> &Token {
        self.ahead(0)
    }

    /// Returns the token that many after the next.
    fn ahead(&self, count: usize) -> &Token {
        static NONE: Token = END;
        self.tokens.get(self.at + count).unwrap_or(&NONE)
    }

    fn next_kind(&self) -> Kind {
        self.token().kind
    }

    /// Takes the next token, but never the end.
    fn advance(&mut self) -> Token {
        let token = self.tokens.get_mut(self.at).map_or(END, |token| {
            // Only a scalar's text is taken, once.
            Token { text: std::mem::take(&mut token.text), range: token.range.clone(), ..*token }
        });
        self.at += usize::from(token.kind != Kind::End);
        token
    }

    fn mark(&mut self, kind: LenientFaultKind, range: Range<usize>) {
        self.faults.push(LenientFault { kind, range });
    }

    /// Skips line breaks, comments and blank lines.
    fn skip_blank(&mut self) {
        let blank = |kind: Kind| matches!(kind, Kind::Newline | Kind::Comment);
        while blank(self.next_kind())
            || self.next_kind() == Kind::Indent
                && (blank(self.ahead(1).kind) || self.ahead(1).kind == Kind::End)
        {
            self.at += 1;
        }
    }

    /// Returns the indentation of the line at whose start the parser is.
    fn indent(&self) -> usize {
        if self.next_kind() == Kind::Indent { self.token().range.len() } else { 0 }
    }

    /// Returns the next token that is no indentation.
    fn content(&self) -> &Token {
        self.ahead(usize::from(self.next_kind() == Kind::Indent))
    }

    fn skip_indent(&mut self) {
        self.at += usize::from(self.next_kind() == Kind::Indent);
    }

    /// Whether an entry of a mapping is next: a scalar and a colon.
    fn is_entry(&self) -> bool {
        let indent = usize::from(self.next_kind() == Kind::Indent);
        self.ahead(indent).kind == Kind::Scalar && self.ahead(indent + 1).kind == Kind::Colon
    }

    /// Returns the column of an offset.
    fn column(&self, offset: usize) -> usize {
        let line = self.source.get(..offset).unwrap_or_default();
        offset - line.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    }

    /// Parses a value that has to be indented deeper than its parent; `None` at the top.
    fn value(&mut self, parent: Option<usize>) -> Option<Value> {
        self.skip_blank();
        let content = self.content().kind;
        if matches!(content, Kind::OpenMap | Kind::OpenList) {
            self.skip_indent();
            return Some(self.flow());
        }
        let indent = self.indent();
        if content == Kind::Dash {
            return Some(self.block_list(indent));
        }
        if self.is_entry() {
            return Some(self.read_mapping(indent, false));
        }
        if !matches!(self.next_kind(), Kind::Scalar | Kind::Indent) {
            return None;
        }
        self.skip_indent();
        // Something else than a scalar is not taken, and reads as an empty one.
        Some(if self.next_kind() == Kind::Scalar { self.block_scalar(parent) } else { empty() })
    }

    /// Parses a mapping in block style. `inline`: its first key is right here, behind a dash.
    fn read_mapping(&mut self, indent: usize, inline: bool) -> Value {
        let mut entries = Entries::default();
        if !self.enter() {
            self.skip_deeper(indent, inline);
            return empty();
        }
        if inline {
            self.entry(indent, &mut entries);
        }
        loop {
            self.skip_blank();
            if !self.is_line_of(indent) || !self.is_entry() {
                break;
            }
            self.entry(indent, &mut entries);
        }
        self.depth -= 1;
        entries.into_value()
    }

    /// Whether the next line belongs to a block of that indentation. One that is deeper does, and is marked.
    fn is_line_of(&mut self, indent: usize) -> bool {
        let own = self.indent();
        if self.next_kind() == Kind::End || own < indent {
            return false;
        }
        if own > indent {
            self.mark(LenientFaultKind::Indentation, self.token().range.clone());
        }
        true
    }

    /// Parses a key and its value.
    fn entry(&mut self, indent: usize, entries: &mut Entries) {
        self.skip_indent();
        let key = self.advance();
        let colon = self.advance();
        let value = self.entry_value(indent, &colon);
        if !entries.add(&key.text, value) {
            self.mark(LenientFaultKind::DuplicateKey, key.range);
        }
    }

    fn entry_value(&mut self, indent: usize, colon: &Token) -> Value {
        match self.next_kind() {
            Kind::OpenMap | Kind::OpenList => return self.flow(),
            Kind::Scalar => return self.block_scalar(Some(indent)),
            _ => self.skip_blank(),
        }
        // A list may be as little indented as its key.
        let list = self.indent() == indent && self.content().kind == Kind::Dash;
        if self.next_kind() == Kind::End || self.indent() <= indent && !list {
            self.mark(LenientFaultKind::MissingValue, colon.range.clone());
            return empty();
        }
        self.value(Some(indent)).unwrap_or_else(empty)
    }

    /// Parses a list in block style.
    fn block_list(&mut self, indent: usize) -> Value {
        let mut items = Vec::new();
        if !self.enter() {
            self.skip_deeper(indent, self.next_kind() == Kind::Dash);
            return empty();
        }
        let mut first = true;
        loop {
            self.skip_blank();
            // The first dash may stand behind another one.
            let here = std::mem::take(&mut first)
                && self.next_kind() == Kind::Dash
                && self.column(self.token().range.start) == indent;
            if !here && !self.is_line_of(indent) || self.content().kind != Kind::Dash {
                break;
            }
            self.skip_indent();
            let dash = self.advance();
            items.push(self.item(indent, &dash));
        }
        self.depth -= 1;
        Value::List(items.into())
    }

    fn item(&mut self, indent: usize, dash: &Token) -> Value {
        match self.next_kind() {
            Kind::OpenMap | Kind::OpenList => return self.flow(),
            Kind::Dash => return self.block_list(self.column(self.token().range.start)),
            Kind::Scalar if self.ahead(1).kind == Kind::Colon => {
                return self.read_mapping(self.column(self.token().range.start), true);
            }
            Kind::Scalar => return self.block_scalar(Some(indent)),
            _ => self.skip_blank(),
        }
        if self.next_kind() == Kind::End || self.indent() <= indent {
            self.mark(LenientFaultKind::MissingValue, dash.range.clone());
            return empty();
        }
        self.value(Some(indent)).unwrap_or_else(empty)
    }

    /// Enters a collection; `false` if it is nested too deep to be kept.
    fn enter(&mut self) -> bool {
        let enters = self.depth < DEEPEST;
        self.depth += usize::from(enters);
        enters
    }

    /// Skips the lines of a block that is not kept; `inline` if it starts within a line.
    fn skip_deeper(&mut self, indent: usize, inline: bool) {
        let mut within = inline;
        while self.next_kind() != Kind::End && (within || self.indent() >= indent) {
            while !matches!(self.next_kind(), Kind::Newline | Kind::End) {
                self.at += 1;
            }
            within = false;
            self.skip_blank();
        }
    }
}

fn empty() -> Value {
    Value::Text("".into())
}

/// The entries of a mapping, in which the first of several with one key counts.
#[derive(Default)]
struct Entries(Map);

impl Entries {
    /// Adds an entry; `false` if the key is there already.
    fn add(&mut self, key: &str, value: Value) -> bool {
        let new = self.0.get(key).is_none();
        if new {
            self.0.set(key.into(), value);
        }
        new
    }

    fn into_value(self) -> Value {
        Value::Map(Rc::new(self.0))
    }
}

#[cfg(test)]
mod tests;
