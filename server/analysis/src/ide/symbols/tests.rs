use super::*;

fn outline(source: &str) -> Vec<String> {
    outline_at("/w/.claude/agents/x.md", source)
}

fn outline_at(path: &str, source: &str) -> Vec<String> {
    let document = Document::new(Some(path.into()), 0, source);
    let mut lines = Vec::new();
    for symbol in symbols(&document) {
        list(&symbol, 0, source, &mut lines);
    }
    lines
}

fn list(symbol: &Symbol, depth: usize, source: &str, lines: &mut Vec<String>) {
    assert!(
        symbol.range.start <= symbol.selection.start && symbol.selection.end <= symbol.range.end,
        "{symbol:?}"
    );
    let detail = symbol.detail.as_ref().map_or(String::new(), |detail| format!(" = {detail}"));
    let selected = &source[symbol.selection.clone()];
    lines.push(format!("{}{}{detail} [{}]", "  ".repeat(depth), symbol.name, selected.replace('\n', "⏎")));
    symbol.children.iter().for_each(|child| list(child, depth + 1, source, lines));
}

#[test]
fn keys_and_headings() {
    let source = "---\nname: x\nhooks:\n  pre: |\n    echo\n---\n\n# One\n\ntext\n\n## Two\n\n```md\n# no heading\n```\n\n# Three\n\nFour\n----\n";
    assert_eq!(
        outline(source),
        [
            "name = x [name]",
            "hooks [hooks]",
            "  pre = echo [pre]",
            "One [# One]",
            "  Two [## Two]",
            "Three [# Three]",
            "  Four [Four⏎----]"
        ]
    );
}

#[test]
fn other_documents_have_no_outline_of_ours() {
    let document = Document::new(Some("/w/README.md".into()), 0, "# Title\n");
    assert!(symbols(&document).is_empty());
}

#[test]
fn a_heading_over_several_lines_has_a_name_of_one() {
    assert_eq!(outline("---\nname: x\n---\n\nOne\n  two\n===\n")[1..], ["One two [One⏎  two⏎===]"]);
}

#[test]
fn marks_that_close_a_heading_are_none_of_its_name() {
    let body = "# C#\n\n## Two ##\n\n### #\n\n> # Quoted\n\n- # Item\n\n Indented\n---\n";
    let found = outline(&format!("---\nname: x\n---\n\n{body}"));
    assert_eq!(
        found[1..],
        ["C# [# C#]", "  Two [## Two ##]", "    (no title) [### #]", "  Indented [Indented⏎---]"]
    );
}

#[test]
fn what_runs_at_load_is_below_its_heading() {
    let body = "First !`pwd`.\n\n# One\n\n- !`git status --short | head -40` and now!`id`\n\n## Two\n\n```!\nnpm test\nnpm run lint\n```\n\n### Three\n\n\\!`no`\n";
    let lines = |source: &str, path: &str| {
        let found = outline_at(path, source).into_iter();
        found.map(|line| line.split(" [").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let skill = lines(&format!("---\ndescription: d\n---\n\n{body}"), "/w/.claude/skills/a/SKILL.md");
    let runs = "runs when the skill is loaded";
    assert_eq!(
        skill[1..],
        [
            format!("pwd = {runs}"),
            "One".to_owned(),
            format!("  git status --short | head -40 = {runs}"),
            "  Two".to_owned(),
            format!("    npm test = {runs}"),
            "    Three".to_owned(),
        ]
    );
    let runs = "runs when the command is loaded";
    let opencode = lines("now!`id`\n", "/w/.opencode/command/a.md");
    assert_eq!(opencode, [format!("id = {runs}")]);
    let qwen = lines("# A\n!{git diff} !`ls`\n", "/w/.qwen/commands/a.md");
    assert_eq!(qwen, ["A".to_owned(), format!("  git diff = {runs}")]);
    let gemini = lines("prompt = '''\nDo:\n!{git diff}\n'''\n", "/w/.gemini/commands/a.toml");
    assert_eq!(gemini, ["prompt = Do:".to_owned(), format!("git diff = {runs}")]);
    assert_eq!(lines(body, "/w/.claude/rules/a.md"), ["One", "  Two", "    Three"]);
}
