//! Strings and comments in the arguments of a call.

use super::ArgumentReader;
use crate::references::words::{before, byte, from};

impl ArgumentReader<'_> {
    /// Whether a quote is inside a word, as in `don't`; the prefixes of Python strings are not such words.
    pub(super) fn is_apostrophe(&self, quote: u8) -> bool {
        let inside = before(self.text, self.at).is_some_and(|before| before.is_ascii_alphanumeric());
        let second = self.at.checked_sub(2).and_then(|at| byte(self.text, at));
        let prefix = before(self.text, self.at).is_some_and(|before| b"fFrRbBuU".contains(&before))
            && !second.is_some_and(|second| second.is_ascii_alphanumeric());
        quote == b'\'' && inside && !prefix
    }

    /// Skips a string with single or triple quotes. Returns whether it is closed.
    pub(super) fn string(&mut self, quote: u8) -> bool {
        let triple = [quote; 3];
        let rest = from(self.text, self.at);
        let width = if rest.starts_with(&triple) { 3 } else { 1 };
        let start = self.at + width;
        let mut at = start;
        while at < self.end {
            let rest = from(self.text, at);
            match rest.first() {
                Some(b'\\') => at += 2,
                Some(byte) if *byte == quote && (width == 1 || rest.starts_with(&triple)) => {
                    self.token(start..at);
                    if self.outermost() && self.tokens == 1 {
                        self.argument.string = Some(start..at);
                    }
                    self.at = at + width;
                    return true;
                }
                Some(_) => at += 1,
                None => break,
            }
        }
        self.at = at.min(self.end);
        false
    }

    /// Whether a comment starts here: `// …`, `/* … */` or `# …`, separated from what precedes.
    pub(super) fn is_comment(&self) -> bool {
        let rest = from(self.text, self.at);
        let set_off = before(self.text, self.at)
            .is_none_or(|before| before.is_ascii_whitespace() || b",;({[".contains(&before));
        set_off && (rest.starts_with(b"//") || rest.starts_with(b"/*") || rest.starts_with(b"# "))
    }

    pub(super) fn skip_comment(&mut self) {
        let rest = self.text.get(self.at..self.end).unwrap_or_default();
        let length = if rest.starts_with("/*") {
            rest.find("*/").map(|length| length + 2)
        } else {
            rest.find(['\n', '\r'])
        };
        self.at = length.map_or(self.end, |length| self.at + length);
    }
}
