use super::*;
use crate::fixture::Fixture;

const FLOW: &str = "name: x\ndescription: d\npriority: low\n";
const PLAIN: &str = "name: x\ndescription: d\n";

fn document(source: &str) -> Document {
    Document::new(Some("/w/.claude/agents/x.md".into()), 0, source)
}

/// Asserts that the colours are those that the carets mark, as `rrggbb` or `rrggbbaa`.
fn check(source: &str) {
    let fixture = Fixture::parse(source);
    let found = colors(&document(&fixture.text));
    fixture.assert_found(
        found.into_iter().map(|found| (found.range, palette::to_hex(found.color)[1..].to_owned())),
    );
}

#[test]
fn every_notation() {
    check(&format!("---\n{FLOW}color: \"#2196F3\"\n        ^^^^^^^ 2196f3\n---\n"));
    check(&format!("---\n{FLOW}color: '#f00'\n        ^^^^ ff0000\n---\n"));
    check(&format!("---\n{FLOW}color: \"#f008\"\n        ^^^^^ ff000088\n---\n"));
    check(&format!("---\n{FLOW}color: \"#11223344\"\n        ^^^^^^^^^ 11223344\n---\n"));
    check(&format!("---\n{FLOW}color: teal\n       ^^^^ 008080\n---\n"));
    check(&format!("---\n{PLAIN}color: blue\n       ^^^^ 6a9bcc\n---\n"));
    for none in ["#ff0000", "\"#ff00\u{e9}0\"", "\"#12345\"", "transparent", "nothing", "beef", "[red]"] {
        let source = format!("---\n{PLAIN}color: {none}\n---\n");
        let found = colors(&document(&source));
        assert!(found.is_empty() || none == "[red]", "{none}: {found:?}");
    }
}

fn ways(source: &str, rgba: [u8; 4]) -> Vec<(String, String)> {
    let document = document(source);
    let found = colors(&document);
    let range = &found.first().expect("a colour").range;
    presentations(&document, range, Color { rgba }).into_iter().map(|way| (way.label, way.text)).collect()
}

#[test]
fn a_closed_set_gets_its_nearest_name() {
    let source = format!("---\n{PLAIN}color: red\n---\n");
    for (rgba, expected) in
        [([10, 200, 20, 255], "green"), ([250, 220, 0, 255], "yellow"), ([255, 105, 180, 255], "pink")]
    {
        assert_eq!(ways(&source, rgba), [(expected.to_owned(), expected.to_owned())]);
    }
}

#[test]
fn hex_is_quoted_where_yaml_needs_it() {
    let plain = ways(&format!("---\n{FLOW}color: red\n---\n"), [33, 150, 243, 255]);
    assert_eq!(plain[0], ("#2196f3".to_owned(), "\"#2196f3\"".to_owned()));
    assert_eq!(plain.len(), 2, "hex and the nearest name: {plain:?}");
    let quoted = ways(&format!("---\n{FLOW}color: \"#000\"\n---\n"), [33, 150, 243, 255]);
    assert_eq!(quoted[0], ("#2196f3".to_owned(), "#2196f3".to_owned()));
}

#[test]
fn what_is_written_passes_the_rules() {
    for head in [FLOW, PLAIN] {
        let source = format!("---\n{head}color: red\n---\n");
        for rgba in [[0, 0, 0, 255], [255, 255, 255, 255], [33, 150, 243, 255], [33, 150, 243, 100]] {
            for (_, text) in ways(&source, rgba) {
                let written = document(&source.replace("color: red", &format!("color: {text}")));
                assert!(crate::lint::diagnostics(&written).is_empty(), "{text}");
            }
        }
    }
}
