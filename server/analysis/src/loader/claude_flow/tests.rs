use crate::loader::Outcome::{self, Dropped, Loads};
use crate::loader::tests;

fn check(flow: Outcome, agentic: Outcome, source: &str) {
    tests::check("claude-flow.agent", "/w/.claude/agents/x.md", flow, source);
    tests::check("agentic-flow.agent", "/w/.claude/agents/x.md", agentic, source);
}

#[test]
fn the_header_needs_lf() {
    check(Dropped, Loads, "---\nname: x\ndescription: d\n---\n");
    check(Loads, Dropped, "---\nname: x\nmetadata:\n  description: d\n---\nBody\n");
    check(Loads, Loads, "---\nname: x\ndescription: d\nmetadata: {description: d}\n---\nBody\n");
    for text in
        ["\u{feff}---\nname: x\ndescription: d\n---\n", "---\r\nname: x\r\n---\r\n", "---\nname: x\n---"]
    {
        check(Dropped, Dropped, text);
    }
}

#[test]
fn one_reads_yaml_and_the_other_lines() {
    check(Dropped, Loads, "---\nname: x\ndescription: a: b\nmetadata: {description: d}\n---\n");
    check(Loads, Dropped, "---\nname: x\nmetadata: {description: d}\n---\n");
    check(Dropped, Dropped, "---\nname: \"\"\ndescription: d\nmetadata: {description: d}\n---\n");
    check(Dropped, Loads, "---\nname: x\ndescription: |\n  d\n---\n");
    check(Dropped, Dropped, "---\n  name: x\n  description: d\n---\n");
}
