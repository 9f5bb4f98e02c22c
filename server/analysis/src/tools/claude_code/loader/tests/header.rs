//! Where the front matter begins and ends, which files are looked at, and how large they may be.

use super::*;

#[test]
fn the_dashes_may_have_blanks_behind_them() {
    loads("---\nname: scout\ndescription: Looks around\n---\nBe brief.\n");
    loads("--- \t\nname: scout\ndescription: Looks around\n---\n");
    loads("---\n\n  \n\nname: scout\ndescription: Looks around\n---\n");
    loads("---\r\nname: scout\r\ndescription: Looks around\r\n---\r\nBe brief.\r\n");
    loads("---\u{a0}\nname: scout\ndescription: Looks around\n---\n");
}

#[test]
fn the_end_may_stand_anywhere() {
    loads("---\nname: scout\ndescription: Looks around\n---");
    loads("---\nname: scout\ndescription: Looks around\n---Be brief.");
    loads("---\nname: scout\ndescription: Looks around\n    ---\n");
    loads("---\nname: scout\ndescription: Looks around---\nBe brief.\n");
    loads("---\nname: scout\ndescription: Looks around\n--------\n");
    loads("---\nname: scout\ndescription: Looks around\n---\n---\nname: other\n---\n");
}

#[test]
fn one_byte_order_mark_is_passed_over() {
    loads("\u{feff}---\nname: scout\ndescription: Looks around\n---\n");
    drops("\u{feff}\u{feff}---\nname: scout\ndescription: Looks around\n---\n");
}

#[test]
fn nothing_stands_before_the_dashes() {
    drops("# Scout\n---\nname: scout\ndescription: Looks around\n---\n");
    drops("\n---\nname: scout\ndescription: Looks around\n---\n");
    drops(" ---\nname: scout\ndescription: Looks around\n---\n");
    drops("# Scout\n^^^^^^^ no front matter\nIt looks around.\n");
    drops("");
    drops("name: scout\ndescription: Looks around\n---\n");
}

#[test]
fn nothing_stands_behind_the_opening_dashes() {
    drops(
        "--- # scout\n^^^^^^^^^^^ text after the opening `---`\nname: scout\ndescription: Looks around\n---\n",
    );
    drops("---yaml\nname: scout\ndescription: Looks around\n---\n");
    drops("----\nname: scout\ndescription: Looks around\n----\n");
    drops("--\nname: scout\ndescription: Looks around\n--\n");
}

#[test]
fn the_front_matter_ends_with_dashes_alone() {
    drops("---\n^^^ no closing `---`\nname: scout\ndescription: Looks around\n\nBe brief.\n");
    drops("---\nname: scout\ndescription: Looks around\n...\nBe brief.\n");
    drops("+++\nname = \"scout\"\n+++\n");
    drops("---\rname: scout\rdescription: Looks around\r---\r");
}

#[test]
fn the_first_dashes_end_it_wherever_they_stand() {
    loses(
        AGENT,
        Outcome::Loads,
        "---\nname: scout\ndescription: Looks --- and tells\n                   ^^^ this `---` ends the front matter\nmodel: haiku\n---\n",
    );
    drops(
        "---\ndescription: Looks --- and tells\n                   ^^^ `---` ends the front matter too early\nname: scout\n---\n",
    );
    drops(
        "---\nname: scout\ndescription: 'Looks --- and tells'\n                    ^^^ `---` ends the front matter too early\n---\n",
    );
    drops("---\n# --- who\n  ^^^ `---` ends the front matter too early\nname: scout\n---\n");
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
