//! Comments that leave findings out, and those that fail to.

use super::*;

const HEAD: &str = "---\nname: x\ndescription: d\n";

#[test]
fn a_comment_leaves_out_what_it_names_on_its_line_or_the_next() {
    check(&format!("{HEAD}permissionMode: Plan # agentls: ignore[unknown-value] ours\n---\n"));
    check(&format!("{HEAD}# agentls: ignore[unknown-value]\n\n# a comment\npermissionMode: Plan\n---\n"));
    check(&format!(
        "{HEAD}# agentls: ignore-file[unknown-value, misspelt-key]\nmodel: opus\npermissionMode: Plan\ntool: Read\n---\n"
    ));
    check(&format!("{HEAD}permissionMode: Plan\n---\n\n<!-- agentls: ignore-file[unknown-value] ours -->\n"));
    check("---\nname: x\ndescription: a: b # agentls: ignore[colon-in-plain-value]\n---\n");
}

#[test]
fn other_lines_and_other_codes_are_found() {
    let mode = "permissionMode: Plan\n                ^^^^ unknown-value\n";
    check(&format!(
        "{HEAD}# agentls: ignore[misspelt-key]\n                  ^^^^^^^^^^^^ unused-suppression\n{mode}---\n"
    ));
    check(&format!(
        "{HEAD}{mode}# agentls: ignore[unknown-value]\n                  ^^^^^^^^^^^^^ unused-suppression\n---\n"
    ));
}

#[test]
fn what_is_misspelt_is_said() {
    for (comment, carets) in [
        ("# agentls: ignroe[unknown-value]", "           ^^^^^^"),
        ("# agentls: ignore", "           ^^^^^^"),
        ("# agentls: ignore[]", "           ^^^^^^"),
        ("# agentls: ignore[unknown-values]", "                  ^^^^^^^^^^^^^^"),
    ] {
        check(&format!("{HEAD}{comment}\n{carets} invalid-suppression\nmodel: opus\n---\n"));
    }
    check(&format!("{HEAD}# agentls: see our notes\n---\n"));
}

#[test]
fn what_is_no_comment_suppresses_nothing() {
    let mode = "permissionMode: Plan\n                ^^^^ unknown-value\n";
    check(&format!("{HEAD}initialPrompt: |\n  # agentls: ignore-file[unknown-value]\n{mode}---\n"));
    check(&format!("{HEAD}{mode}---\n\n```html\n<!-- agentls: ignore-file[unknown-value] -->\n```\n"));
    check(&format!("{HEAD}{mode}---\n\nWrite `agentls: ignore-file[unknown-value]` somewhere.\n"));
}

#[test]
fn a_document_of_no_tool_has_no_suppressions() {
    check_at("/w/notes.md", "---\ntitle: x # agentls: ignore[nothing]\n---\n");
}
