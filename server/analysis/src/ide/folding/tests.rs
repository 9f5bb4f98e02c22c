use super::*;

fn document(source: &str) -> Document {
    Document::new(Some("/w/.claude/agents/x.md".into()), 0, source)
}

/// Returns the folding ranges as `first line–last line`, from 1, with their kinds.
fn lines(source: &str) -> Vec<String> {
    let document = document(source);
    let line = |offset| document.text.line_at(offset) + 1;
    let kind = |fold: &Fold| match fold.kind {
        Some(FoldKind::Comment) => " comment",
        Some(FoldKind::Region) => " region",
        None => "",
    };
    let show = |fold: &Fold| format!("{}–{}{}", line(fold.range.start), line(fold.range.end), kind(fold));
    folds(&document).iter().map(show).collect()
}

const FRONT: &str = "---
name: x
description: |
  One.

  Two.

tools:
  - Read
  - Grep
hooks:
  pre:
    - matcher: Bash
      hooks:
        - a
        - b
color: red
---
";

#[test]
fn front_matter_lists_block_scalars_and_nested_mappings() {
    let wanted = ["1–18 region", "3–6", "8–10", "11–16", "12–16", "13–16", "14–16"];
    assert_eq!(lines(FRONT), wanted);
    assert_eq!(lines(&FRONT.replace('\n', "\r\n")), wanted);
}

#[test]
fn sections_fences_lists_and_comments() {
    let body = "
# One

Text.

- a
  b
- c

```sh
# no heading
```

## Two
<!-- a
comment -->

# Three
";
    let source = format!("---\nname: x\ndescription: d\n---\n{body}");
    let wanted = ["1–4 region", "6–20", "10–11", "14–16", "18–20", "19–20 comment"];
    assert_eq!(lines(&source), wanted);
}

#[test]
fn what_is_unfinished_folds_as_far_as_it_is_known() {
    assert_eq!(lines("---\nname: x\ndescription: |\n  a\n  b\n"), ["1–5 region", "3–5"]);
    assert_eq!(lines("---\nname: x\n---\n```\na\n\n"), ["1–3 region", "4–5"]);
    for source in ["", "---", "---\n", "name: x", "\u{feff}---\r\n"] {
        folds(&document(source));
    }
}

#[test]
fn other_documents_have_no_folds_of_ours() {
    assert!(folds(&Document::new(Some("/w/README.md".into()), 0, "# Title\n\ntext\n")).is_empty());
}
