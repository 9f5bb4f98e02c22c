//! Where front matter begins and ends, which files are read, and how large they may be.

use super::*;

#[test]
fn the_dashes_may_have_blanks_behind_them() {
    loads(
        r#"
        ---
        name: scout
        description: Looks around
        ---
        Be brief.
        "#,
    );
    loads("--- \t\nname: scout\ndescription: Looks around\n---\n");
    loads("---\n\n  \n\nname: scout\ndescription: Looks around\n---\n");
    loads("---\r\nname: scout\r\ndescription: Looks around\r\n---\r\nBe brief.\r\n");
    loads("---\u{a0}\nname: scout\ndescription: Looks around\n---\n");
}

#[test]
fn the_end_may_stand_anywhere() {
    loads("---\nname: scout\ndescription: Looks around\n---");
    loads("---\nname: scout\ndescription: Looks around\n---Be brief.");
    loads(
        r#"
        ---
        name: scout
        description: Looks around
            ---
        "#,
    );
    loads(
        r#"
        ---
        name: scout
        description: Looks around---
        Be brief.
        "#,
    );
    loads(
        r#"
        ---
        name: scout
        description: Looks around
        --------
        "#,
    );
    loads(
        r#"
        ---
        name: scout
        description: Looks around
        ---
        ---
        name: other
        ---
        "#,
    );
}

#[test]
fn one_byte_order_mark_is_passed_over() {
    loads("\u{feff}---\nname: scout\ndescription: Looks around\n---\n");
    drops("\u{feff}\u{feff}---\nname: scout\ndescription: Looks around\n---\n");
}

#[test]
fn nothing_stands_before_the_dashes() {
    drops(
        r#"
        # Scout
        ---
        name: scout
        description: Looks around
        ---
        "#,
    );
    drops("\n---\nname: scout\ndescription: Looks around\n---\n");
    drops(
        r#"
         ---
        name: scout
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        # Scout
        ^^^^^^^ no front matter
        It looks around.
        "#,
    );
    drops("");
    drops(
        r#"
        name: scout
        description: Looks around
        ---
        "#,
    );
}

#[test]
fn nothing_stands_behind_the_opening_dashes() {
    drops(
        r#"
        --- # scout
        ^^^^^^^^^^^ text after the opening `---`
        name: scout
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---yaml
        name: scout
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ----
        name: scout
        description: Looks around
        ----
        "#,
    );
    drops(
        r#"
        --
        name: scout
        description: Looks around
        --
        "#,
    );
}

#[test]
fn the_front_matter_ends_with_dashes_alone() {
    drops(
        r#"
        ---
        ^^^ no closing `---`
        name: scout
        description: Looks around

        Be brief.
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: Looks around
        ...
        Be brief.
        "#,
    );
    drops(
        r#"
        +++
        name = "scout"
        +++
        "#,
    );
    drops("---\rname: scout\rdescription: Looks around\r---\r");
}

#[test]
fn the_first_dashes_end_it_wherever_they_stand() {
    loses(
        AGENT,
        Outcome::Loads,
        r#"
        ---
        name: scout
        description: Looks --- and tells
                           ^^^ this `---` ends the front matter
        model: haiku
        ---
        "#,
    );
    drops(
        r#"
        ---
        description: Looks --- and tells
                           ^^^ `---` ends the front matter too early
        name: scout
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: 'Looks --- and tells'
                            ^^^ `---` ends the front matter too early
        ---
        "#,
    );
    drops(
        r#"
        ---
        # --- who
          ^^^ `---` ends the front matter too early
        name: scout
        ---
        "#,
    );
}

#[test]
fn only_files_called_md_are_read() {
    let source = with("");
    let at = |document, path, outcome| check(document, path, outcome, &source);
    at(AGENT, "/w/.claude/agents/deep/.hidden.md", Outcome::Loads);
    at(AGENT, "/w/.claude/agents/scout.agent.md", Outcome::Loads);
    at(AGENT, "", Outcome::Loads);
    at(AGENT, "/w/.claude/agents/scout.MD", Outcome::Dropped);
    at(AGENT, "/w/.claude/agents/scout.markdown", Outcome::Dropped);
    at(PLUGIN, "/w/plugin/agents/scout.MD", Outcome::Loads);
    at(PLUGIN, "/w/plugin/agents/scout.mdx", Outcome::Dropped);
}

#[test]
fn files_have_a_largest_size() {
    let sized = |size: usize| {
        let head = with("");
        format!("{head}{}", "x".repeat(size - head.len()))
    };
    check(AGENT, path(AGENT), Outcome::Loads, &sized(1_048_576));
    check(AGENT, path(AGENT), Outcome::Dropped, &sized(1_048_577));
    check(PLUGIN, path(PLUGIN), Outcome::Dropped, &sized(1_048_577));
    check(SKILL, path(SKILL), Outcome::Loads, &sized(1_000_000));
    check(SKILL, path(SKILL), Outcome::Dropped, &sized(1_000_001));
}
