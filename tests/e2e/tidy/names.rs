//! How many functions share a name. One word alone seldom says what a function does.

use std::collections::BTreeMap;

use super::{files, product};

/// No more functions share a name of one word.
const MOST_FUNCTIONS: usize = 5;

/// Names that say in every Rust program what a function does. The others of that kind, such as `from`, `fmt` and `next`,
/// are prescribed by traits of the standard library.
const USUAL: &[&str] = &["new", "parse"];

/// The functions of a text by name, each with its line. Left out are those that a trait from elsewhere prescribes; `own`
/// are the traits that are declared here.
fn functions<'a>(text: &'a str, own: &[&str]) -> Vec<(&'a str, usize)> {
    let mut found = Vec::new();
    let mut end_of_impl = None;
    for (number, line) in (1..).zip(text.lines()) {
        if end_of_impl.as_deref() == Some(line) {
            end_of_impl = None;
        } else if end_of_impl.is_none() {
            if is_impl_from_elsewhere(line.trim_start(), own) {
                let indent = line.len() - line.trim_start().len();
                end_of_impl = (!line.ends_with('}')).then(|| format!("{}}}", " ".repeat(indent)));
            } else if let Some(name) = function(line) {
                found.push((name, number));
            }
        }
    }
    found
}

/// Whether a line begins the implementation of a trait that is not declared here.
fn is_impl_from_elsewhere(line: &str, own: &[&str]) -> bool {
    let Some((head, _)) = line.strip_prefix("impl").and_then(|rest| rest.split_once(" for ")) else {
        return false;
    };
    // The traits that are declared here have no parameters.
    let name = head.rsplit([' ', ':']).next().unwrap_or_default();
    !own.contains(&name)
}

/// The name of the function that a line declares.
fn function(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let qualifier =
        |word: &str| word.ends_with(')') || ["", "async", "const", "pub", "pub(in", "unsafe"].contains(&word);
    let name = after.split(|char: char| !char.is_alphanumeric() && char != '_').next()?;
    (before.split(' ').all(qualifier) && !name.is_empty()).then_some(name)
}

/// The names of one word that more functions share than may.
fn vague<'a>(found: impl IntoIterator<Item = (&'a str, String)>) -> BTreeMap<&'a str, Vec<String>> {
    let mut named: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, place) in found {
        named.entry(name).or_default().push(place);
    }
    named
        .retain(|name, places| places.len() > MOST_FUNCTIONS && !name.contains('_') && !USUAL.contains(name));
    named
}

/// The traits that a text declares.
fn traits(text: &str) -> impl Iterator<Item = &str> {
    let names = text.lines().filter_map(|line| {
        line.split_once("trait ").filter(|(before, _)| before.is_empty() || before.starts_with("pub"))
    });
    names.filter_map(|(_, rest)| rest.split(|char: char| !char.is_alphanumeric()).next())
}

#[test]
fn no_function_name_of_one_word_stands_for_more_than_five_functions() {
    let texts: Vec<_> =
        files("server", "rs").into_iter().map(|(path, text)| (product(&path, &text), path)).collect();
    let own: Vec<_> = texts.iter().flat_map(|(text, _)| traits(text)).collect();
    let found = texts.iter().flat_map(|(text, path)| {
        functions(text, &own)
            .into_iter()
            .map(move |(name, line)| (name, format!("{}:{line}", path.display())))
    });
    let vague = vague(found);
    assert!(vague.is_empty(), "say in two or three words what each does: {vague:#?}");
}

#[test]
fn functions_are_counted_as_they_are_declared() {
    let text = "\
pub(in crate::lint) const fn check() {}
    pub async fn read(&self) {
        let read = |fn_name| fn_name;
    }
impl Add for Tokens {
    fn add(self) {
    }
}
impl Visitor for Tokens {
    fn visit(&self);
}
fn is_known() {}
// A fn of a comment.
";
    let found: Vec<_> = functions(text, &["Visitor"]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, ["check", "read", "visit", "is_known"]);
    let many = |name| vague((0..=MOST_FUNCTIONS).map(move |at| (name, at.to_string()))).len();
    assert_eq!((many("check"), many("is_known"), many("new")), (1, 0, 0));
}
