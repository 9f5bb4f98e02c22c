//! Invalid keys: no space after the colon, or missing quotes.

use super::Recovery;
use crate::syntax::lines::{KeyLine, Line};
use crate::syntax::yaml::fault::SyntaxErrorKind;
use crate::syntax::yaml::scalar::{Scalar, Style};
use crate::syntax::yaml::suspect;
use crate::syntax::yaml::vocabulary::Vocabulary;
use crate::syntax::yaml::{Entry, Node, Value};

impl<'a> Recovery<'a> {
    /// Parses a text as the intended mapping if its lines are `key:value` and only a mapping is valid there.
    pub(super) fn cut_glued(
        &mut self,
        piece: &[Line<'a>],
        line: &KeyLine,
        entry: &mut Entry,
        known: &dyn Vocabulary,
    ) {
        let name = self.key_text(line);
        let glued = known.wants_mapping(name) && suspect::is_glued(&entry.value);
        let below = known.nested_keys(name);
        let items = entry.value.items().iter();
        let items =
            items.filter(|item| suspect::is_glued(item) && suspect::opens_known(item, &*below)).count();
        if (glued || items > 0)
            && let Some((first, rest)) = piece.split_first()
            && self.text(line.value.clone()).is_empty()
            && let Some(node) = self.nested(rest, first.indent(), None, &*below)
        {
            entry.value = node;
        }
    }

    /// Whether a line has a known key without a space after its colon, even if another colon follows.
    pub(super) fn is_glued(&self, line: &Line<'a>, key: &KeyLine, known: &dyn Vocabulary) -> bool {
        let glued = line.key_without_space().filter(|glued| glued.colon < key.colon);
        !known.knows(self.key_text(key)) && glued.is_some_and(|glued| known.knows(self.key_text(&glued)))
    }

    /// Recovers `*.sh: value`: a key that needs quotes.
    pub(super) fn without_quotes(&mut self, line: &KeyLine) -> Entry {
        let sign = self.text(line.key.clone()).chars().next().unwrap_or('*');
        self.push_error(SyntaxErrorKind::UnquotedKey(sign), line.key.clone(), Some(line), None);
        let read =
            self.cache.build(self.text(line.value.clone()), line.value.start).ok().and_then(|yaml| yaml.root);
        let value = read.unwrap_or_else(|| {
            let text = self.text(line.value.clone()).into();
            let value = Value::Scalar(Scalar { text, style: Style::Plain });
            Node { span: line.value.clone(), value, broken: true }
        });
        Entry { key: self.key_node(line), value }
    }

    /// Recovers `key:value`, which YAML parses as a string.
    pub(super) fn without_space(&mut self, line: &KeyLine) -> Entry {
        self.push_error(
            SyntaxErrorKind::MissingSpace,
            line.colon..line.colon + 1,
            Some(line),
            Some(&line.value),
        );
        let text = self.text(line.value.clone()).into();
        let value = Value::Scalar(Scalar { text, style: Style::Plain });
        Entry { key: self.key_node(line), value: Node { span: line.value.clone(), value, broken: true } }
    }
}
