use super::*;

fn change(from: (u32, u32), to: (u32, u32), text: &str) -> Change<'_> {
    let position = |(line, column)| Position { line, column };
    Change { range: Some((position(from), position(to))), text }
}

#[test]
fn changes_apply_in_order_each_to_what_the_last_one_left() {
    let document = Document::new(None, 1, "ab\ncd\n");
    let changes = [change((0, 1), (1, 1), "X"), change((0, 2), (0, 3), "😀"), change((0, 4), (0, 4), "!")];
    let document = document.changed(2, &changes, Encoding::Utf16);
    assert_eq!(document.text.to_string(), "aX😀!\n");
    let whole = Change { range: None, text: "new" };
    let document = document.changed(3, &[whole, change((0, 0), (0, 0), ">")], Encoding::Utf8);
    assert_eq!(document.text.to_string(), ">new");
    assert_eq!(document.changed(4, &[], Encoding::Utf8).text.to_string(), ">new");
    let afresh = document.changed_afresh(
        4,
        &[change((0, 1), (0, 4), "old"), change((0, 0), (0, 1), "")],
        Encoding::Utf8,
    );
    assert_eq!((afresh.text.to_string(), afresh.version), ("old".to_owned(), 4));
}

#[test]
fn many_changes_at_once_are_one_reading() {
    let text = format!("---\nname: x\ndescription: d\n{}---\n\n# Title\n", "# a\n".repeat(100));
    let document = Document::new(Some("/w/.claude/agents/x.md".into()), 1, &text);
    crate::lint::diagnostics(&document);
    let changes: Vec<_> = (3..103).map(|line| change((line, 0), (line, 1), "e: [")).collect();
    for count in [1, 32, 33, 100] {
        let next = document.changed(2, &changes[..count], Encoding::Utf8);
        let afresh = document.changed_afresh(2, &changes[..count], Encoding::Utf8);
        assert_eq!(format!("{:?}", next.front_matter()), format!("{:?}", afresh.front_matter()));
        let codes = |document: &Document| {
            let found = crate::lint::diagnostics(document);
            found.iter().map(|found| (found.rule.code, found.range.clone())).collect::<Vec<_>>()
        };
        assert_eq!(codes(&next), codes(&afresh));
        assert_eq!(next.sections().headings().count(), 1);
    }
}

#[test]
fn a_tool_may_read_otherwise_where_a_limit_lies_between_two_versions() {
    let head = "---\nname: reviewer\ndescription: Reviews\n---\n";
    let body = |length: usize| format!("{head}{}", "x".repeat(length));
    let open = |end: &str| format!("---\nname: x\n{}{end}", "# c\n".repeat(20_000));
    for (one, other, like) in [
        (body(9), body(10), false),
        (body(10), body(11), true),
        (format!("{head}\n\n\n"), format!("{head}\n\n\n "), true),
        (format!("{head}{}", " ".repeat(4_096)), format!("{head}{}", " ".repeat(4_097)), false),
        (body(1_000_000 - head.len()), body(1_000_001 - head.len()), false),
        (body(1_048_576 - head.len()), body(1_048_577 - head.len()), false),
        (body(1_048_577 - head.len()), body(1_048_578 - head.len()), true),
        (open("--"), open("---"), false),
    ] {
        let document = Document::new(Some("/w/.qwen/agents/x.md".into()), 1, &one);
        let start = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
        let position = |at| document.text.position(at, Encoding::Utf8);
        let range = Some((position(start), position(one.len())));
        let next = document.changed(2, &[Change { range, text: &other[start..] }], Encoding::Utf8);
        assert_eq!(next.is_read_like(&document), like, "{} and {} bytes", one.len(), other.len());
    }
}

#[test]
fn the_format_follows_the_path() {
    let text = "name = \"x\"\ndescription = \"d\"\n";
    let document = Document::new(Some("/w/.codex/agents/x.toml".into()), 1, text);
    let edited = document.changed(2, &[change((1, 15), (1, 16), "e\"\nmodel = \"m")], Encoding::Utf8);
    let afresh = document.with_text(&edited.text.to_string());
    assert_eq!(format!("{:?}", edited.front_matter()), format!("{:?}", afresh.front_matter()));
    let key = |document: &Document, key: &str| {
        let root = document.front_matter().and_then(|front| front.yaml.root.as_ref()).expect("keys");
        root.entry(key).and_then(|entry| entry.value.text()).map(str::to_owned)
    };
    assert_eq!((key(&document, "model"), key(&edited, "model")), (None, Some("m".to_owned())));
    assert_eq!(edited.sections().headings().count(), 0);
    assert!(Document::new(Some("/w/x.toml".into()), 1, text).front_matter().is_none());
}

#[test]
fn the_kind_follows_the_keys() {
    let document = Document::new(Some("/w/.claude/agents/x.md".into()), 1, "---\nname: x\n---\n");
    let id = |document: &Document| document.detection.as_ref().map(|found| found.document.id.clone());
    assert_eq!(id(&document).as_deref(), Some("claude-code.agent"));
    let edited = document.changed(2, &[change((1, 7), (1, 7), "\npriority: high")], Encoding::Utf8);
    assert_eq!(id(&edited).as_deref(), Some("claude-flow.agent"));
}
