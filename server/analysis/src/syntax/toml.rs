//! The keys of a TOML file as the tree that YAML gives, with exact byte spans, even if the file is invalid.
//!
//! `toml` parses the file and goes on after each error (TOML 1.1). Tables become mappings, arrays lists. A table that
//! has a header is as long as the part of the file from its first key to its last.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::yaml::{Entry, Node, Scalar, Style, SyntaxError, SyntaxErrorKind, Value, Yaml};

/// Maximum number of reported errors.
const MOST_ERRORS: usize = 100;

/// Parses a whole file.
pub(super) fn parse(source: &str) -> Yaml {
    let (table, errors) = DeTable::parse_recoverable(source);
    let mut faults: Vec<_> = errors.iter().map(|error| fault(error, source)).collect();
    faults.sort_by_key(|fault| fault.range.start);
    // Of two errors at one place, the second follows from the first.
    faults.dedup_by_key(|fault| fault.range.start);
    let reader = TableReader { source, faults: &faults };
    let root = (!table.get_ref().is_empty()).then(|| reader.table_node(table.get_ref(), None));
    let rest = faults.get(MOST_ERRORS).map(|fault| fault.range.clone());
    faults.truncate(MOST_ERRORS);
    let tokens = Source::new(source).lex().filter(|token| token.kind() == TokenKind::Comment);
    let comments = tokens.map(|token| token.span().start()..token.span().end()).collect();
    Yaml { root, faults, rest, comments, ..Yaml::default() }
}

/// Returns an error of the parser with a range that is not empty: the word where it stopped, or the last one before.
fn fault(error: &Error, source: &str) -> SyntaxError {
    let span = error.span().unwrap_or_default();
    let range = if span.is_empty() { word_at(source, span.start) } else { span };
    let kind = SyntaxErrorKind::Toml(error.message().into());
    SyntaxError { kind, key: None, value: range.clone(), range }
}

/// Returns the word around an offset, or the one before it on its line.
fn word_at(source: &str, at: usize) -> Range<usize> {
    let is_blank = |char: char| char.is_ascii_whitespace();
    let before = source.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let before = before.get(line..).unwrap_or_default();
    let behind = source.get(at..).unwrap_or_default();
    let end = at + behind.find(is_blank).unwrap_or(behind.len());
    let text = if end > at { before } else { before.trim_end_matches(is_blank) };
    let end = if end > at { end } else { line + text.len() };
    let start = text.rfind(is_blank).map_or(0, |at| at + 1);
    line + start..end
}

struct TableReader<'a> {
    source: &'a str,
    faults: &'a [SyntaxError],
}

impl TableReader<'_> {
    /// Returns a table as a mapping, its keys in the order of the text; `inline` is the range of its braces.
    fn table_node(&self, table: &DeTable<'_>, inline: Option<Range<usize>>) -> Node {
        let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| Entry {
            key: self.key(key),
            value: self.node(value),
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.key.span.start);
        let start = entries.first().map_or(0, |entry| entry.key.span.start);
        let end = entries.iter().map(|entry| entry.span().end).max().unwrap_or_default();
        Node { span: inline.unwrap_or(start..end), value: Value::Mapping(entries), broken: false }
    }

    fn key(&self, key: &Spanned<std::borrow::Cow<'_, str>>) -> Node {
        let style = self.style(&key.span());
        Node {
            span: key.span(),
            value: Value::Scalar(Scalar { text: key.get_ref().as_ref().into(), style }),
            broken: false,
        }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let span = value.span();
        let plain = |text: &str| Value::Scalar(Scalar { text: text.into(), style: Style::Plain });
        let value = match value.get_ref() {
            DeValue::Table(table) => {
                let inline = self.source_at(&span).starts_with('{');
                let written = (inline || table.is_empty()).then(|| span.clone());
                return self.table_node(table, written);
            }
            DeValue::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.node(item)).collect();
                if self.source_at(&span).starts_with("[[") {
                    // An array of tables is as long as its tables.
                    let end = items.iter().map(|item| item.span.end).max().unwrap_or(span.end);
                    return Node { span: span.start..end, value: Value::Sequence(items), broken: false };
                }
                Value::Sequence(items)
            }
            DeValue::String(text) => {
                Value::Scalar(Scalar { text: text.as_ref().into(), style: self.style(&span) })
            }
            DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => plain(&number.to_string()),
                Err(_) => plain(number.as_str()),
            },
            // YAML's words for these have a dot.
            DeValue::Float(number) => match number.as_str() {
                "inf" | "+inf" => plain(".inf"),
                "-inf" => plain("-.inf"),
                "nan" | "+nan" | "-nan" => plain(".nan"),
                number => plain(number),
            },
            DeValue::Boolean(value) => plain(if *value { "true" } else { "false" }),
            DeValue::Datetime(_) => plain(self.source_at(&span)),
        };
        let meets = |fault: &SyntaxError| fault.range.start < span.end && span.start < fault.range.end;
        let broken = matches!(value, Value::Scalar(_)) && self.faults.iter().any(meets);
        Node { span, value, broken }
    }

    /// Returns how a string is written. One of several lines is like a block scalar: it starts below its sign.
    fn style(&self, span: &Range<usize>) -> Style {
        match self.source_at(span).as_bytes() {
            [b'"', b'"', b'"', ..] | [b'\'', b'\'', b'\'', ..] => Style::Literal,
            [b'"', ..] => Style::DoubleQuoted,
            [b'\'', ..] => Style::SingleQuoted,
            _ => Style::Plain,
        }
    }

    fn source_at(&self, span: &Range<usize>) -> &str {
        self.source.get(span.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns the entries of a text, each with its value as written.
    fn entries(source: &str) -> Vec<(String, String)> {
        fn collect(node: &Node, above: &str, source: &str, all: &mut Vec<(String, String)>) {
            for entry in node.entries() {
                let name = format!("{above}{}", entry.name().unwrap_or_default());
                if entry.value.entries().is_empty() {
                    all.push((name.clone(), source[entry.value.span.clone()].to_owned()));
                }
                collect(&entry.value, &format!("{name}."), source, all);
            }
            node.items().iter().for_each(|item| collect(item, above, source, all));
        }
        let mut all = Vec::new();
        parse(source).root.iter().for_each(|root| collect(root, "", source, &mut all));
        all
    }

    #[test]
    fn the_places_of_values() {
        let source = "a = \"x\" # c\n[b.c]\nd = [1, 2]\ne.f = { g = true }\n[[h]]\ni = '''\nt'''\n";
        let found = entries(source);
        let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("a", "\"x\""),
            ("b.c.d", "[1, 2]"),
            ("b.c.e.f.g", "true"),
            ("h", "[[h]]\ni = '''\nt'''"),
            ("h.i", "'''\nt'''"),
        ];
        assert_eq!(found, expected);
        let yaml = parse(source);
        assert_eq!(yaml.comments.iter().map(|it| &source[it.clone()]).collect::<Vec<_>>(), ["# c"]);
    }

    #[test]
    fn the_types_of_values() {
        use crate::syntax::yaml::ScalarKind::{Boolean, Float, Integer, Text};
        for (written, kind) in [
            ("1_000", Integer),
            ("0xff", Integer),
            ("0b11", Integer),
            ("-7", Integer),
            ("1e3", Float),
            ("-inf", Float),
            ("nan", Float),
            ("true", Boolean),
            ("\"1\"", Text),
            ("'''true'''", Text),
            ("1979-05-27", Text),
        ] {
            let yaml = parse(&format!("k = {written}\n"));
            let root = yaml.root.expect("a table");
            let scalar = root.entry("k").and_then(|entry| entry.value.scalar()).expect("a scalar");
            assert_eq!(scalar.kind(), kind, "{written}");
        }
    }

    #[test]
    fn an_error_hides_no_other_key() {
        let source = "a = b c\nd = \"x\ne =\nf = 1\n";
        let yaml = parse(source);
        let at: Vec<_> = yaml.faults.iter().map(|fault| &source[fault.range.clone()]).collect();
        assert_eq!(at, ["b c", "\"x", "="]);
        let root = yaml.root.expect("a table");
        let broken = |key: &str| root.entry(key).map(|entry| entry.value.broken);
        assert_eq!([broken("a"), broken("d"), broken("f")], [Some(true), Some(true), Some(false)]);
    }

    proptest! {
        #[test]
        fn every_place_is_in_the_text(source in "([a-c]|[.=\\[\\]{}\"'#,\n 1é]){0,40}|(?s:.){0,30}") {
            fn check(node: &Node, source: &str) {
                assert!(source.get(node.span.clone()).is_some(), "{:?} of {source:?}", node.span);
                for entry in node.entries() {
                    check(&entry.key, source);
                    check(&entry.value, source);
                }
                node.items().iter().for_each(|item| check(item, source));
            }
            let yaml = parse(&source);
            yaml.root.iter().for_each(|root| check(root, &source));
            for fault in &yaml.faults {
                prop_assert!(source.get(fault.range.clone()).is_some(), "{fault:?}");
            }
        }
    }
}
