//! Recognizes and reads JSON, for tools that pass a text to `JSON.parse`.

use super::value::Value;
use super::yaml::{YamlLibrary, load};

/// Returns the value of a text that is valid JSON: YAML, in which the last of several duplicate keys wins.
pub(crate) fn parse(text: &str) -> Option<Value> {
    const JSON: YamlLibrary = YamlLibrary { last_key_wins: true, ..YamlLibrary::PLAIN };
    is_json(text).then(|| load(text, &JSON).ok())?
}

/// Whether a text is valid JSON (RFC 8259).
pub(crate) fn is_json(text: &str) -> bool {
    let mut rest = text.trim_start_matches(BLANKS);
    // The expected closing brackets, the innermost last.
    let mut open = Vec::new();
    loop {
        // A value begins here.
        let closes = match rest.as_bytes().first() {
            Some(b'[') => Some(']'),
            Some(b'{') => Some('}'),
            _ => None,
        };
        match closes {
            Some(close) => {
                rest = after(rest, 1);
                if !rest.starts_with(close) {
                    open.push(close);
                    let Some(next) = skip_name(rest, close) else { return false };
                    rest = next;
                    continue;
                }
                rest = after(rest, 1);
            }
            None => match scalar(rest) {
                Some(length) => rest = after(rest, length),
                None => return false,
            },
        }
        // A value has ended here.
        loop {
            let Some(&close) = open.last() else { return rest.is_empty() };
            if let Some(next) = rest.strip_prefix(',') {
                let Some(next) = skip_name(next.trim_start_matches(BLANKS), close) else { return false };
                rest = next;
                break;
            }
            if !rest.starts_with(close) {
                return false;
            }
            open.pop();
            rest = after(rest, 1);
        }
    }
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Returns what follows some bytes and the spaces after them.
fn after(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or_default().trim_start_matches(BLANKS)
}

/// Returns what follows the name of a member, in an object; in an array, the text as it is.
fn skip_name(text: &str, close: char) -> Option<&str> {
    if close == ']' {
        return Some(text);
    }
    after(text, string(text)?).strip_prefix(':').map(|rest| rest.trim_start_matches(BLANKS))
}

/// Returns the length of the string, number or word at the start of a text.
fn scalar(text: &str) -> Option<usize> {
    let word = ["true", "false", "null"].into_iter().find(|word| text.starts_with(word));
    word.map(str::len).or_else(|| string(text)).or_else(|| number_length(text))
}

fn string(text: &str) -> Option<usize> {
    let mut chars = text.strip_prefix('"')?.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some(at + 2),
            '\\' => match chars.next()?.1 {
                'u' => {
                    for _ in 0..4 {
                        chars.next().filter(|(_, char)| char.is_ascii_hexdigit())?;
                    }
                }
                char if "\"\\/bfnrt".contains(char) => {}
                _ => return None,
            },
            '\0'..='\u{1f}' => return None,
            _ => {}
        }
    }
    None
}

fn number_length(text: &str) -> Option<usize> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = if unsigned.starts_with('0') { 1 } else { digits(unsigned) };
    let mut rest = unsigned.get(whole..).filter(|_| whole > 0)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        rest = fraction.get(length..).filter(|_| length > 0)?;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        rest = exponent.get(length..).filter(|_| length > 0)?;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_told_from_what_is_like_it() {
        for text in [
            "{}",
            " [1, -0.5e+3, {\"a\": [null, true]}, \"\\u00e9\\n\"]\n",
            "0",
            "\"\"",
            "{\"a\":{},\"b\":[[]]}",
        ] {
            assert!(is_json(text), "{text}");
        }
        for text in [
            "",
            "{",
            "{a: 1}",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "01",
            "1.",
            "'a'",
            "\"a\nb\"",
            "{} {}",
            "[\"\\x\"]",
            "nul",
        ] {
            assert!(!is_json(text), "{text}");
        }
    }
}
