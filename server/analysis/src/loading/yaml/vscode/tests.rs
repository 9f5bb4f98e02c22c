use proptest::prelude::*;

use super::LenientFaultKind::{DuplicateKey, Indentation, MissingValue, Unclosed, Unexpected};
use super::*;

/// Returns a value in a short form: strings in quotes, lists in brackets, mappings in braces.
fn short(value: &Value) -> String {
    let join = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::List(items) => format!("[{}]", join(items.iter().map(short).collect())),
        Value::Map(map) => {
            format!(
                "{{{}}}",
                join(map.iter().map(|(key, value)| format!("{key}: {}", short(value))).collect())
            )
        }
        value => format!("{:?}", value.as_str().expect("every scalar is a string")),
    }
}

/// Asserts the value of a text without anything to mark.
#[track_caller]
fn reads(source: &str, expected: &str) {
    marks(source, expected, &[]);
}

/// Asserts the value of a text, and what is marked in it.
#[track_caller]
fn marks(source: &str, expected: &str, faults: &[(LenientFaultKind, &str)]) {
    let yaml = parse_leniently(source);
    assert_eq!(yaml.value.as_ref().map_or_else(String::new, short), expected, "{source}");
    let found: Vec<_> = yaml.faults.iter().map(|fault| (fault.kind, &source[fault.range.clone()])).collect();
    assert_eq!(found, faults, "{source}");
}

/// Asserts where a text is not read any more.
#[track_caller]
fn stops(source: &str, expected: &str, rest: &str) {
    let yaml = parse_leniently(source);
    assert_eq!(yaml.value.as_ref().map_or_else(String::new, short), expected, "{source}");
    assert_eq!(yaml.unread.map(|at| &source[at..]), Some(rest), "{source}");
}

#[test]
fn every_scalar_is_a_string() {
    reads("a: 5\nb: true\nc: ~\nd: 2025-01-31\n", r#"{a: "5", b: "true", c: "~", d: "2025-01-31"}"#);
    reads("a: &x y\nb: *x\nc: !!str z\n", r#"{a: "&x y", b: "*x", c: "!!str z"}"#);
    reads("a: @b\nc: `d`\ne: %f\n", r#"{a: "@b", c: "`d`", e: "%f"}"#);
}

#[test]
fn a_value_goes_to_the_end_of_its_line() {
    reads("a: b: c\nd: e:\n", r#"{a: "b: c", d: "e:"}"#);
    marks("a: b # c\nd: #e\n", r#"{a: "b", d: ""}"#, &[(MissingValue, ":")]);
}

#[test]
fn a_deeper_line_goes_on_with_a_plain_value() {
    reads("a: b\n  c\n\n  d\ne: f\n", r#"{a: "b c\nd", e: "f"}"#);
    reads("a: b\n  - c\n", r#"{a: "b - c"}"#);
    marks("a: b\n  c: d\n", r#"{a: "b", c: "d"}"#, &[(Indentation, "  ")]);
}

#[test]
fn what_follows_a_mapping_is_not_read() {
    stops("a: b\n<x>\nc: d\n", r#"{a: "b"}"#, "<x>\nc: d\n");
    stops("a: \"b\" c\nd: e\n", r#"{a: "b"}"#, "c\nd: e\n");
    stops("a\nb: c\n", r#""a""#, "b: c\n");
}

#[test]
fn lists_and_mappings() {
    reads("a:\n  - b\n  - c: d\n    e: f\n  -\n    g\n", r#"{a: ["b", {c: "d", e: "f"}, "g"]}"#);
    reads("a:\n- b\n- - c\n  - d\n", r#"{a: ["b", ["c", "d"]]}"#);
    reads("a: {b: c, d, e: [f, {g: h}]}\n", r#"{a: {b: "c", d: "", e: ["f", {g: "h"}]}}"#);
    reads("a: [b,\n  c d\n  e]\n", r#"{a: ["b", "c d e"]}"#);
    reads("{\"a\":b}", r#"{a: "b"}"#);
}

#[test]
fn faults_are_marked_and_the_rest_counts() {
    marks("a:\nb: c\n", r#"{a: "", b: "c"}"#, &[(MissingValue, ":")]);
    marks("a:\n  -\n  - b\n", r#"{a: ["", "b"]}"#, &[(MissingValue, "-")]);
    marks("a: b\na: c\n", r#"{a: "b"}"#, &[(DuplicateKey, "a")]);
    marks("a: [b, c\n", r#"{a: ["b", "c"]}"#, &[(Unclosed, "")]);
    marks("a: [b, : ]\n", r#"{a: ["b"]}"#, &[(Unexpected, ":")]);
    marks("a: {{b}}\n", r#"{a: {}}"#, &[(Unexpected, "{"), (Unclosed, "{")]);
}

#[test]
fn quotes() {
    reads(r#"a: "b\n\x41\u00e9\q""#, "{a: \"b\\nA\u{e9}\\\\q\"}");
    reads("a: 'it''s'\n", r#"{a: "it's"}"#);
    reads("a: \"b  \n  c\n\n  d\"\n", r#"{a: "b c\nd"}"#);
    reads("a: \"b \\\n  c\"\n", r#"{a: "b c"}"#);
    reads("a: \"b\nc: d\n", r#"{a: "b c: d "}"#);
}

#[test]
fn blocks() {
    reads("a: |\n  b\n   c\n\n  d\ne: f\n", r#"{a: "b\n c\n\nd\n", e: "f"}"#);
    reads("a: >-\n  b\n  c\n\n  d\n   e\n  f\n", r#"{a: "b c\nd\n e\nf"}"#);
    reads("a: |+ # b\n  c\n\n", r#"{a: "c\n\n"}"#);
    reads("- |2\n    a\n", r#"["  a\n"]"#);
    reads("a: |b\n", r#"{a: "|b"}"#);
}

#[test]
fn line_breaks_are_those_of_all_systems() {
    reads("a: b\r\nc: d\re: f", r#"{a: "b", c: "d", e: "f"}"#);
    reads("---\na: b\n---\nc: d\n", r#"{a: "b"}"#);
}

#[test]
fn deep_values_are_passed_over() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
        let text = format!("{}b{}\n", open.repeat(5_000), close.repeat(5_000));
        assert!(parse_leniently(&text).value.is_some());
        let text =
            format!("a: {}b{}\nc: d\n", open.trim_start_matches("- ").repeat(5_000), close.repeat(5_000));
        let Some(Value::Map(map)) = parse_leniently(&text).value else { panic!("no mapping") };
        assert_eq!(map.get("c").and_then(Value::as_str), Some("d"));
    }
    let lines: String = (0..300).map(|depth| format!("{:depth$}a:\n", "")).collect();
    assert!(parse_leniently(&lines).value.is_some());
}

proptest! {
    #[test]
    fn any_text_is_read(text in r#"([-a:#|>\[\]{},"' \t\r\n\\]|é|---\n|%){0,60}"#) {
        let yaml = parse_leniently(&text);
        for fault in yaml.faults {
            prop_assert!(text.get(fault.range).is_some());
        }
        prop_assert!(yaml.unread.is_none_or(|at| text.get(at..).is_some_and(|rest| !rest.is_empty())));
    }
}
