//! Scalars in quotes. Without a closing quote they go to the end of the text.

use super::Scanner;

impl Scanner<'_> {
    /// Takes a scalar in quotes.
    pub(super) fn quoted(&mut self, quote: u8) {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        // The spaces and tabs at the end of the text that are not written as escapes: a line break takes them off.
        let mut blanks = 0;
        while let Some(char) = self.rest().chars().next() {
            let double = quote == b'"';
            match char {
                '\'' if !double && self.byte(1) == Some(b'\'') => {
                    text.push('\'');
                    self.at += 2;
                }
                '\'' | '"' if char == char::from(quote) => {
                    self.at += 1;
                    break;
                }
                '\\' if double => self.escape(&mut text),
                '\n' | '\r' => {
                    text.truncate(text.len() - blanks);
                    self.fold(&mut text);
                }
                _ => {
                    text.push(char);
                    self.at += char.len_utf8();
                    blanks = if matches!(char, ' ' | '\t') { blanks + 1 } else { 0 };
                    continue;
                }
            }
            blanks = 0;
        }
        self.push_scalar(start, text, false);
    }

    /// Takes a line break: a space, or a line break for each blank line that follows.
    fn fold(&mut self, text: &mut String) {
        self.skip_break();
        let mut blank_lines = 0;
        loop {
            self.skip_blanks();
            if self.skip_break() == 0 {
                break;
            }
            blank_lines += 1;
        }
        match blank_lines {
            0 => text.push(' '),
            count => text.push_str(&"\n".repeat(count)),
        }
    }

    /// Takes a backslash and what it escapes. One that means nothing stays.
    fn escape(&mut self, text: &mut String) {
        self.at += 1;
        let Some(char) = self.rest().chars().next() else { return text.push('\\') };
        if self.skip_break() > 0 {
            return self.skip_blanks();
        }
        self.at += char.len_utf8();
        let digits = match char {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => {
                match meant(char) {
                    Some(meant) => text.push(meant),
                    None => text.extend(['\\', char]),
                }
                return;
            }
        };
        let code = self.rest().get(..digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        match code {
            Some(code) => {
                // Half of a surrogate pair is no character.
                text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                self.at += digits;
            }
            None => text.extend(['\\', char]),
        }
    }
}

/// Returns the character that one behind a backslash stands for.
fn meant(char: char) -> Option<char> {
    Some(match char {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        'e' => '\x1b',
        'v' => '\x0b',
        'f' => '\x0c',
        '_' => '\u{a0}',
        '\\' | '"' | '/' | ' ' => char,
        _ => return None,
    })
}
