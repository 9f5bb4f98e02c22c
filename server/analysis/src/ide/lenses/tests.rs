use super::*;
use crate::dialect::Dialects;
use crate::ide::tests::index_of;

const CODER: (&str, &str) =
    ("/w/.claude/agents/coder.md", "---\nname: coder\ndescription: d\n---\nAsk the coder agent.\n");
const LEAD: (&str, &str) = (
    "/w/.claude/agents/lead.md",
    "---\nname: lead\ndescription: d\n---\nAsk the coder agent, then the coder agent.\n",
);
const NOTES: (&str, &str) = ("/w/AGENTS.md", "`Task(\"a\", \"b\", \"coder\")`\n");

fn titles((path, text): (&str, &str), others: &[(&str, &str)], targets: &[&str]) -> Vec<String> {
    let document = Document::new(Some(path.into()), 0, text);
    let (targets, _) = Targets::new(targets.iter().copied(), Dialects::built_in());
    let index = index_of(&[others, &[(path, text)]].concat());
    lenses(&document, &index, &targets).into_iter().map(|lens| lens.title).collect()
}

#[test]
fn other_files_that_refer_to_it_are_counted() {
    let callers = |others: &[(&str, &str)]| titles(CODER, others, &["claude-code"]).swap_remove(0);
    assert_eq!(callers(&[]), "loads in Claude Code", "nobody calls it but itself");
    assert_eq!(callers(&[LEAD]), "called by 1 file");
    assert_eq!(callers(&[LEAD, NOTES]), "called by 2 files");
}

#[test]
fn target_tools_that_load_it_are_counted() {
    let (path, _) = CODER;
    assert_eq!(titles(CODER, &[], &["claude-code", "vscode"]), ["loads in 2 of 2 tools"]);
    let nameless = (path, "---\ndescription: d\n---\n");
    assert_eq!(titles(nameless, &[], &["claude-code"]), [""; 0], "it defines nothing");
    let opencode = ("/w/.opencode/agent/x.md", "---\ndescription: d\nmode: never\n---\nDo.\n");
    assert_eq!(titles(opencode, &[], &["opencode"]), ["does not load in OpenCode"]);
}

#[test]
fn files_that_define_nothing_have_none() {
    assert_eq!(titles(NOTES, &[], &[]), [""; 0]);
    assert_eq!(titles(("/w/README.md", "# x\n"), &[LEAD], &[]), [""; 0]);
}
