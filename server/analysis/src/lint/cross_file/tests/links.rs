//! Links to missing files and headings, and what is no link.

use super::*;

#[test]
fn links_that_lead_nowhere() {
    check_body(
        r#"
        [a](no.md) [b](code-check.md) [c](./deep/../code-check.md)
            ^^^^^ broken-link: The link leads to no file
        [a](../../docs/no.md#x)
            ^^^^^^^^^^^^^^^^^^ broken-link: The link leads to no file
        [a](no.md "t") ![i](i.png)
            ^^^^^ broken-link: The link leads to no file
                            ^^^^^ broken-link: The link leads to no file
        [a](examples/no.md)
            ^^^^^^^^^^^^^^ broken-link: The link leads to no file
        "#,
    );
}

#[test]
fn what_is_no_link_to_a_file() {
    check_body(
        r#"
        [a](path/to/x.md) [b](<{name}.md>) [c](url) [d](https://x.y/z.md) [e](your-file.md)
        .claude/agents/code-check.md from the root: [a](.claude/agents/code-check.md)
        `[a](no.md)`

        ```
        [a](no.md)
        ```
        "#,
    );
    let link = agent("lead", "[a](no.md)");
    Project::check(&link, "/w/.claude/agents/templates/x.md", &[]);
    let project = Project::new(&[(LEAD, &link)]);
    let unknown = |_: &str| None;
    let policy = Policy::default();
    let context =
        CrossFileContext { exists: &unknown, ..CrossFileContext::of_index(&project.index, &policy) };
    assert!(diagnostics(&project.documents[0], &context).is_empty());
}

#[test]
fn headings_that_are_not_there() {
    check_body(
        r##"
        # One two
        [a](#one-tow)
            ^^^^^^^^ broken-anchor: The link leads to no heading
        [a](code-check.md#a-party)
            ^^^^^^^^^^^^^^^^^^^^^ broken-anchor: The link leads to no heading
        "##,
    );
}

#[test]
fn headings_that_are_there_or_may_be() {
    for body in [
        "# One\n[a](#one) [b](#One) [c](#top) [d](code-check.md#a-part) [e](#L10) [f](#{x})",
        "# 🎯 One\n[a](#one)",
        "# One\n<a id=\"two\"></a>\n[a](#two)",
        "No heading. [a](#two)",
    ] {
        check_body(body);
    }
}
