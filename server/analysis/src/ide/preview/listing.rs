//! The text by which the main model knows a file.

use serde::Serialize;

use super::Subject;
use super::parts::size_of;
use crate::dialect::SentListed;
use crate::loading::value::Value;

/// The text by which the main model knows a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedText {
    /// The text, cut where the tool cuts it.
    pub text: String,
    /// Whether it is cut.
    pub cut: bool,
    /// Whether it is made of the body, since no key has it.
    pub from_body: bool,
    /// The number of its characters.
    pub characters: usize,
    /// An estimate of the number of its tokens, of four bytes each.
    pub tokens: usize,
}

impl ListedText {
    fn new(text: String, cut: bool, from_body: bool) -> Self {
        let (characters, tokens) = size_of(&text);
        Self { text, cut, from_body, characters, tokens }
    }
}

impl Subject<'_> {
    /// Returns the text by which the main model knows the file; `None` if it is not told of it.
    pub(super) fn listed_text(&self) -> Option<ListedText> {
        let facts = match self.sent {
            Some(sent) => sent.listed.as_ref()?,
            None => {
                let text = self.text_of(&["description"])?;
                return Some(ListedText::new(text, false, false));
            }
        };
        if facts.unless.iter().any(|key| self.in_force(&[key.as_str()]).is_some_and(|(_, it)| is_on(it))) {
            return None;
        }
        let parts: Vec<_> = facts.keys.iter().filter_map(|key| self.text_of(&[key])).collect();
        let has_text = |text: &str| !text.trim().is_empty();
        let keyed =
            self.text_of(facts.keys.get(..1)?.iter().map(String::as_str).collect::<Vec<_>>().as_slice());
        let from_body = facts.from_text && !keyed.as_deref().is_some_and(has_text);
        let text = if from_body { self.first_line() } else { parts.join(&facts.joined_by) };
        let (text, cut) = shorten_listed(text, facts);
        if has_text(&text) {
            return Some(ListedText::new(text, cut, from_body));
        }
        let file = self.document.path.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let text = facts.otherwise.as_ref()?.replace("{file}", file);
        Some(ListedText::new(text, false, false))
    }

    /// Returns the first line of the body that has text, without the signs of a heading.
    fn first_line(&self) -> String {
        const NEAR: usize = 4096;
        let from = self.loaded.body;
        let text = self.document.text.slice(from..from + NEAR);
        let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        line.trim_start_matches('#').trim_start().to_owned()
    }
}

/// Cuts a text after the number of UTF-16 code units that are shown.
fn shorten_listed(text: String, facts: &SentListed) -> (String, bool) {
    let Some(longest) = facts.longest else { return (text, false) };
    if text.encode_utf16().count() <= longest {
        return (text, false);
    }
    let mut room = longest.saturating_sub(facts.cut_mark.encode_utf16().count());
    let fits = |char: &char| {
        let rest = room.checked_sub(char.len_utf16());
        room = rest.unwrap_or(0);
        rest.is_some()
    };
    let mut shown: String = text.chars().take_while(fits).collect();
    shown.push_str(&facts.cut_mark);
    (shown, true)
}

/// Whether a switch is on.
fn is_on(value: &Value) -> bool {
    match value {
        Value::Text(text) => ["true", "yes", "on", "1"].iter().any(|word| text.eq_ignore_ascii_case(word)),
        Value::Boolean(on) => *on,
        Value::Number(number) => *number == 1.0,
        _ => false,
    }
}
