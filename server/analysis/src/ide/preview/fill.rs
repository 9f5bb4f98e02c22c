//! Puts arguments into a text, and marks what the tool fills in or runs itself.

use std::borrow::Cow;
use std::ops::Range;

use super::ReadFile;
use super::parts::{PartForm, PromptPart};
use crate::dialect::{Placeholders, SentArguments};
use crate::links::resolve;

/// What stands for what in a text.
pub(super) struct Filling<'a> {
    /// The placeholders of the kind of file.
    pub(super) placeholders: Option<&'a Placeholders>,
    /// How the tool handles arguments.
    pub(super) facts: Cow<'a, SentArguments>,
    /// The names that the front matter gives arguments.
    pub(super) names: Vec<String>,
    /// All arguments as typed; `None` if nothing is put in.
    pub(super) typed: Option<&'a str>,
    /// The single arguments.
    pub(super) words: Vec<String>,
    /// Placeholders that become the folder of the file.
    pub(super) folder_variables: &'a [String],
    /// The folder of the file.
    pub(super) folder: &'a str,
    /// How other files are read, where `@{path}` becomes their text.
    pub(super) read: Option<ReadFile<'a>>,
    /// The folder of the project, with a trailing `/`.
    pub(super) project: &'a str,
}

/// A filled text.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) parts: Vec<PromptPart>,
    /// Whether anything in it stands for arguments, and was replaced by them.
    pub(super) has_arguments: bool,
}

/// What stands at a sign.
enum Found<'a> {
    /// All arguments.
    All,
    /// One argument, by its index from zero.
    One(usize),
    /// The folder of the file.
    Folder,
    /// Something else that the tool fills in: what that is.
    Variable(&'a str),
}

impl<'a> Filling<'a> {
    /// Fills a text. `commands` are the ranges of what runs at load, with the inner ranges of their commands.
    pub(super) fn fill(&self, text: &str, commands: &[(Range<usize>, Range<usize>)]) -> Filled {
        let highest = self.facts.last_takes_rest.then(|| self.highest(text)).flatten();
        self.fill_part(text, commands, highest)
    }

    /// Returns the highest index of a single argument in a text.
    fn highest(&self, text: &str) -> Option<usize> {
        let index = |(at, _): (usize, &str)| match self.found_at(text.get(at..)?)?.0 {
            Found::One(index) => Some(index),
            _ => None,
        };
        text.match_indices('$').filter_map(index).max()
    }

    /// Fills a part of a text, whose highest index is given.
    fn fill_part(
        &self,
        text: &str,
        commands: &[(Range<usize>, Range<usize>)],
        highest: Option<usize>,
    ) -> Filled {
        let mut filled = Filled::default();
        let (mut at, mut plain) = (0, 0);
        let mut commands = commands.iter().peekable();
        // Everything that can be replaced starts with one of these signs.
        while let Some(next) = text.get(at..).and_then(|rest| rest.find(['$', '{', '\\', '!', '@'])) {
            at += next;
            while commands.next_if(|(range, _)| range.start < at).is_some() {}
            if let Some((range, inner)) = commands.next_if(|(range, _)| range.start == at) {
                filled.push_text(text, plain..at);
                let inside = self.fill_part(text.get(inner.clone()).unwrap_or_default(), &[], highest);
                filled.has_arguments |= inside.has_arguments;
                let command = inside.parts.iter().map(|part| &*part.text).collect();
                filled.push(PartForm::Command, command, text.get(range.clone()));
                (at, plain) = (range.end, range.end);
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            if let Some(behind) = rest.strip_prefix('\\') {
                let length = self.escaped(behind);
                filled.push_text(text, plain..at);
                plain = if length > 0 { at + 1 } else { at };
                at += 1 + length.max(usize::from(behind.starts_with('\\')));
                continue;
            }
            if let Some((file, length)) = self.file_at(rest) {
                filled.push_text(text, plain..at);
                filled.push(PartForm::Imported, file, rest.get(..length));
                at += length;
                plain = at;
                continue;
            }
            let Some((found, length)) = self.found_at(rest) else {
                at += 1;
                continue;
            };
            let written = rest.get(..length);
            if let Some((form, new)) = self.replacement(&found, highest) {
                filled.has_arguments |= form == PartForm::Argument;
                filled.push_text(text, plain..at);
                filled.push(form, new, written);
                plain = at + length;
            }
            at += length;
        }
        filled.push_text(text, plain..text.len());
        filled
    }

    /// Returns the text of the file that a text starts by naming in braces, if there is one, and the length of that name.
    fn file_at(&self, rest: &str) -> Option<(String, usize)> {
        let named = rest.strip_prefix("@{")?;
        let path = named.get(..named.find(['}', '\n'])?)?;
        let behind = named.get(path.len()..)?.strip_prefix('}')?;
        let whole = resolve(self.project, path.trim())?;
        Some(((self.read?)(&whole)?, rest.len() - behind.len()))
    }

    /// Returns the length of an argument's placeholder that a backslash keeps.
    fn escaped(&self, behind: &str) -> usize {
        let escapes = self.placeholders.is_some_and(|placeholders| placeholders.escape);
        match self.found_at(behind) {
            Some((Found::All | Found::One(_), length)) if escapes => length,
            _ => 0,
        }
    }

    /// Returns what a placeholder becomes; `None` if it stays.
    fn replacement(&self, found: &Found<'_>, highest: Option<usize>) -> Option<(PartForm, String)> {
        match found {
            Found::Folder => Some((PartForm::Folder, self.folder.to_owned())),
            Found::Variable(doc) => Some((PartForm::Variable, (*doc).to_owned())),
            Found::All => Some((PartForm::Argument, self.typed?.to_owned())),
            Found::One(index) => {
                self.typed?;
                let word = match self.facts.last_takes_rest && Some(*index) == highest {
                    true => {
                        self.words.get(*index..).filter(|rest| !rest.is_empty()).map(|rest| rest.join(" "))
                    }
                    false => self.words.get(*index).cloned(),
                };
                let word = word.or_else(|| self.facts.missing_vanish.then(String::new))?;
                Some((PartForm::Argument, word))
            }
        }
    }

    /// Returns what a text starts with, and its length.
    fn found_at(&self, rest: &str) -> Option<(Found<'a>, usize)> {
        let placeholders = self.placeholders?;
        if let Some(all) = self.facts.all.iter().find(|all| rest.starts_with(all.as_str())) {
            let behind = rest.get(all.len()..).unwrap_or_default();
            if self.facts.subscripts
                && let Some(inside) = behind.strip_prefix('[')
                && let length = inside.bytes().take_while(u8::is_ascii_digit).count()
                && let Some((digits, "]")) = inside.get(..=length).and_then(|it| it.split_at_checked(length))
                && let Some(index) = digits_in(digits)
            {
                return Some((Found::One(index), all.len() + digits.len() + 2));
            }
            return Some((Found::All, all.len()));
        }
        if let Some(variable) = self.folder_variables.iter().find(|it| rest.starts_with(it.as_str())) {
            return Some((Found::Folder, variable.len()));
        }
        if let Some(known) = placeholders.values.iter().find(|known| rest.starts_with(&known.value)) {
            return Some((Found::Variable(&known.doc), known.value.len()));
        }
        let name = rest.strip_prefix('$')?;
        let is_number = self.facts.glued && name.starts_with(|char: char| char.is_ascii_digit());
        let is_part = |char: char| match is_number {
            true => char.is_ascii_digit(),
            false => char.is_ascii_alphanumeric() || char == '_',
        };
        let name = name.get(..name.find(|char| !is_part(char)).unwrap_or(name.len()))?;
        let first = placeholders.first_index.map(|first| first as usize);
        let found = match digits_in(name) {
            Some(index) => index.checked_sub(first?)?,
            None => self.names.iter().position(|known| known == name)?,
        };
        Some((Found::One(found), 1 + name.len()))
    }
}

impl Filled {
    fn push_text(&mut self, text: &str, range: Range<usize>) {
        let text = text.get(range).unwrap_or_default();
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.form == PartForm::Text => last.text.push_str(text),
            _ => self.push(PartForm::Text, text.to_owned(), None),
        }
    }

    fn push(&mut self, form: PartForm, text: String, written: Option<&str>) {
        self.parts.push(PromptPart { form, text, written: written.map(str::to_owned) });
    }
}

/// Returns the number that a text is.
fn digits_in(text: &str) -> Option<usize> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Splits arguments into words. Quotes keep words together, and a backslash the next character; where those count only
/// around a word, a backslash is one like any other.
pub(super) fn split_words(typed: &str, shell_words: bool) -> Vec<String> {
    let (mut words, mut word, mut open) = (Vec::new(), None::<String>, None);
    let mut chars = typed.chars();
    while let Some(char) = chars.next() {
        match char {
            _ if open == Some(char) => open = None,
            '\\' if shell_words && open != Some('\'') => {
                word.get_or_insert_default().extend(chars.next());
            }
            '"' | '\'' if open.is_none() && (shell_words || word.is_none()) => {
                open = Some(char);
                word.get_or_insert_default();
            }
            _ if open.is_none() && char.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    words
}
