//! What a fix has to keep, as it can be read from the lines of a front matter.

use std::collections::BTreeSet;

use agentls_analysis::dialect::{Access, Field};
use agentls_analysis::document::Document;

/// The lines of a front matter, for people.
pub(super) fn head(text: &str) -> String {
    let mut lines: Vec<_> = text.lines().take(30).map(str::to_owned).collect();
    if let Some(end) = lines.iter().skip(1).position(|line| line.trim_end() == "---") {
        lines.truncate(end + 2);
    }
    lines.join("\n").replace('\t', "→")
}

/// The name at the start of a line, with what is written behind its colon; a space must stand between.
fn key(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    let word = !name.is_empty()
        && name.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-'));
    (word && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (name, value.trim()))
}

/// The outermost fields of the document's kind.
fn fields(document: &Document) -> &[Field] {
    document.detection.as_ref().map_or(&[], |found| &found.document.fields)
}

fn field<'a>(document: &'a Document, name: &str) -> Option<&'a Field> {
    fields(document).iter().find(|field| field.is_called(name))
}

/// The outermost keys that a reader of YAML finds.
fn read(document: &Document) -> BTreeSet<String> {
    let root = document.front_matter().filter(|front| front.yaml.faults.is_empty());
    let root = root.and_then(|front| front.yaml.root.as_ref());
    let names = root.map_or(&[][..], |root| root.entries()).iter().filter_map(|entry| entry.name());
    names.map(str::to_owned).collect()
}

/// The known keys that stand at the margin of a front matter.
fn written(document: &Document, text: &str) -> BTreeSet<String> {
    let Some(front) = document.front_matter() else { return BTreeSet::new() };
    let content = text.get(front.content.clone()).unwrap_or_default();
    let keys = content.lines().filter(|line| !line.starts_with([' ', '\t'])).filter_map(key);
    keys.map(|(name, _)| name.to_owned()).filter(|name| field(document, name).is_some()).collect()
}

/// How a fix breaks the law, if it does; only all safe fixes together have to make keys of all that are meant.
pub(super) fn breach(old: &Document, before: &str, new: &Document, after: &str, all: bool) -> Option<String> {
    let (was, is, read) = (written(old, before), written(new, after), read(new));
    if let Some(lost) = was.iter().find(|name| !is.contains(*name)) {
        return Some(format!("`{lost}` is no key any more"));
    }
    if all && !read.is_empty() {
        if let Some(lost) = is.iter().find(|name| !read.contains(*name)) {
            return Some(format!("`{lost}` is not read"));
        }
        if let Some(swallowed) = swallowed(old, before).into_iter().find(|name| !read.contains(name)) {
            return Some(format!("`{swallowed}` stays swallowed"));
        }
    }
    grants(old, before, new, after)
}

/// The known keys that stand on lines which are indented, below an unquoted value, and nowhere else.
fn swallowed(document: &Document, text: &str) -> Vec<String> {
    let Some(front) = document.front_matter() else { return Vec::new() };
    let lines: Vec<_> = text.get(front.content.clone()).unwrap_or_default().lines().collect();
    let margin = written(document, text);
    let mut found = Vec::new();
    for pair in lines.windows(2) {
        let [above, line] = pair else { continue };
        let plain = key(above).is_some_and(|(name, value)| {
            let start = value.chars().next().unwrap_or('#');
            !above.starts_with([' ', '\t'])
                && field(document, name).is_some()
                && !"#|>\"'[{&*!%@`".contains(start)
        });
        let Some((name, value)) = key(line).filter(|_| plain && line.starts_with([' ', '\t'])) else {
            continue;
        };
        // A limit of one word, as the tool writes it, is no prose.
        let limit =
            matches!(name, "tools" | "disallowedTools" | "mode") && !value.is_empty() && value.len() < 20;
        if limit && field(document, name).is_some() && !margin.contains(name) && !value.contains([' ', ':']) {
            found.push(name.to_owned());
        }
    }
    found
}

/// What is granted afterwards and was not before: a key that grants and was none, or a word that does.
fn grants(old: &Document, before: &str, new: &Document, after: &str) -> Option<String> {
    let lines = |document: &Document, text: &str| -> Vec<(String, String)> {
        let front = document.front_matter().map_or(0..0, |front| front.content.clone());
        let lines = text.get(front).unwrap_or_default().lines();
        lines.filter_map(key).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let was = lines(old, before);
    let margin = written(old, before);
    for (name, value) in lines(new, after) {
        let Some(field) = field(new, &name) else { continue };
        if field.access == Some(Access::Grants)
            && written(new, after).contains(&name)
            && !margin.contains(&name)
        {
            return Some(format!("`{name}` is granted"));
        }
        let set = field.values.as_ref();
        let grants = |word: &str| set.and_then(|set| set.value(word)).is_some_and(|value| value.grants);
        let bare = value.trim_matches(['"', '\'']);
        if grants(bare) && !was.iter().any(|(old, text)| *old == name && text.contains(bare)) {
            return Some(format!("`{name}: {bare}` is granted"));
        }
    }
    None
}
