//! Lists and mappings in brackets and braces.

use super::scan::Kind;
use super::{DEEPEST, Entries, LenientFaultKind, LenientParser, empty};
use crate::loading::value::Value;

impl LenientParser<'_> {
    /// Parses what a bracket or a brace opens.
    pub(super) fn flow(&mut self) -> Value {
        if self.depth >= DEEPEST {
            return self.skip_nested();
        }
        self.depth += 1;
        let is_map = self.advance().kind == Kind::OpenMap;
        self.skip_flow_blank();
        let value = if is_map { self.flow_mapping() } else { self.flow_list() };
        self.depth -= 1;
        value
    }

    fn flow_mapping(&mut self) -> Value {
        let mut entries = Entries::default();
        while !matches!(self.next_kind(), Kind::CloseMap | Kind::End) {
            if self.next_kind() != Kind::Scalar {
                self.mark(LenientFaultKind::Unexpected, self.token().range.clone());
                break;
            }
            let key = self.flow_scalar();
            self.skip_flow_blank();
            // A key may stand alone.
            let value = match self.next_kind() {
                Kind::Colon => {
                    self.advance();
                    self.skip_flow_blank();
                    self.flow_value()
                }
                _ => empty(),
            };
            // Duplicates are not marked in braces.
            entries.add(&key, value);
            self.skip_comma();
        }
        self.close(Kind::CloseMap);
        entries.into_value()
    }

    fn flow_list(&mut self) -> Value {
        let mut items = Vec::new();
        while !matches!(self.next_kind(), Kind::CloseList | Kind::End) {
            match self.next_kind() {
                Kind::OpenMap | Kind::OpenList | Kind::Scalar => items.push(self.flow_value()),
                _ => {
                    let token = self.advance();
                    self.mark(LenientFaultKind::Unexpected, token.range);
                    continue;
                }
            }
            self.skip_comma();
        }
        self.close(Kind::CloseList);
        Value::List(items.into())
    }

    fn flow_value(&mut self) -> Value {
        match self.next_kind() {
            Kind::OpenMap | Kind::OpenList => self.flow(),
            Kind::Scalar => Value::Text(self.flow_scalar().into()),
            _ => empty(),
        }
    }

    fn skip_comma(&mut self) {
        self.skip_flow_blank();
        if self.next_kind() == Kind::Comma {
            self.advance();
            self.skip_flow_blank();
        }
    }

    /// Takes the closing bracket, or marks that it is missing.
    fn close(&mut self, close: Kind) {
        let range = self.token().range.clone();
        if self.next_kind() == close {
            self.advance();
        } else {
            self.mark(LenientFaultKind::Unclosed, range);
        }
    }

    pub(super) fn skip_flow_blank(&mut self) {
        while matches!(self.next_kind(), Kind::Newline | Kind::Indent | Kind::Comment) {
            self.at += 1;
        }
    }

    /// Skips what is nested too deep to be kept.
    fn skip_nested(&mut self) -> Value {
        let mut open = 0_usize;
        while self.next_kind() != Kind::End {
            match self.advance().kind {
                Kind::OpenMap | Kind::OpenList => open += 1,
                Kind::CloseMap | Kind::CloseList => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        empty()
    }
}
