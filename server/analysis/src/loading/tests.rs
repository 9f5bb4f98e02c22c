use super::*;
use crate::document::Document;
use crate::fixture::Fixture;
use crate::tools::loaders;

/// Asserts the outcome of the loader of that file kind for a path, and its cause, marked by carets if there is one. The
/// text after the carets is how the reason begins.
pub(crate) fn check(document: &str, path: &str, expected: Outcome, source: &str) {
    let fixture = Fixture::parse(source);
    let loader = loaders().find(|loader| loader.id == document).expect("a loader for the kind");
    let verdict = Document::new(Some(path.into()), 0, &fixture.text).verdict(loader);
    assert_eq!(verdict.outcome, expected, "{verdict:?} in\n{}", fixture.text);
    if let Some((range, words)) = fixture.marks.first() {
        assert!(!words.is_empty() && verdict.reason.starts_with(words), "`{words}`: {verdict:?}");
        let cause = verdict.cause.clone().unwrap_or_default();
        assert_eq!(&fixture.text[cause], &fixture.text[range.clone()], "{verdict:?} in\n{}", fixture.text);
    }
    if expected != Outcome::Loads {
        assert!(!verdict.reason.is_empty() && !verdict.reason.ends_with('.'), "{verdict:?}");
    }
}

/// Asserts that a loader reports exactly these ignored parts: the message and the text of each.
pub(crate) fn check_losses(id: &str, path: &str, source: &str, expected: &[(&str, &str)]) {
    let loader = loaders().find(|loader| loader.id == id).expect("a loader with the id");
    let verdict = Document::new(Some(path.into()), 0, source).verdict(loader);
    let text = |ignored: &IgnoredPart| ignored.range.clone().map_or("", |range| &source[range]);
    let losses: Vec<_> = verdict.ignored.iter().map(|ignored| (ignored.to_clause(), text(ignored))).collect();
    let expected: Vec<_> = expected.iter().map(|(what, text)| ((*what).to_owned(), *text)).collect();
    assert_eq!(losses, expected, "{verdict:?} in\n{source}");
}

/// Asserts the outcome of the loader of that kind, and that the marked parts are ignored: the words after the carets
/// are in the message.
pub(crate) fn loses(document: &str, path: &str, expected: Outcome, source: &str) {
    let fixture = Fixture::parse(source);
    let loader = loaders().find(|loader| loader.id == document).expect("a loader for the kind");
    let verdict = Document::new(Some(path.into()), 0, &fixture.text).verdict(loader);
    assert_eq!(verdict.outcome, expected, "{verdict:?} in\n{}", fixture.text);
    let text = |range: Range<usize>| fixture.text[range].to_owned();
    let found: Vec<_> = verdict
        .ignored
        .iter()
        .map(|ignored| (text(ignored.range.clone().unwrap_or_default()), ignored.to_clause()))
        .collect();
    let wanted: Vec<_> =
        fixture.marks.iter().map(|(range, what)| (text(range.clone()), what.trim().to_owned())).collect();
    let fits = |(found, wanted): (&(String, String), &(String, String))| {
        found.0 == wanted.0 && found.1.contains(&wanted.1)
    };
    assert!(
        found.len() == wanted.len() && found.iter().zip(&wanted).all(fits),
        "{found:#?} and not {wanted:#?} in\n{}",
        fixture.text
    );
}

#[test]
fn every_loader_says_what_it_was_held_against() {
    for loader in loaders().flat_map(|loader| [loader].into_iter().chain(loader.earlier)) {
        assert!(
            !loader.version().is_empty() && loader.checked().len() == "2026-01-31".len(),
            "{}",
            loader.document
        );
    }
}

#[test]
fn earlier_versions_are_those_of_the_dialect() {
    for loader in loaders() {
        let named = loader.observed().earlier.iter().map(|earlier| &*earlier.version);
        let modelled = loader.earlier.iter().map(Loader::version);
        // A kind that was asked of the newest version alone has no other loader.
        assert!(loader.earlier.is_empty() || named.eq(modelled), "{}", loader.id);
        for earlier in loader.earlier {
            assert_eq!(earlier.id, loader.id);
            assert!(std::ptr::eq(loader.of_version(earlier.version()), earlier));
        }
        assert!(std::ptr::eq(loader.of_version(loader.version()), loader));
    }
}
