//! What a tool replaces in bodies, and which commands of them it runs.

use super::*;

const SKILL: &str = "/w/.claude/skills/a/SKILL.md";

/// Returns the rules of a skill's body, with the marked text.
fn skill(keys: &str, body: &str) -> Vec<(&'static str, String)> {
    Project::new(&[(SKILL, &format!("---\ndescription: Does a.\n{keys}---\n{body}\n"))]).codes()
}

fn found(codes: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    codes.iter().map(|(code, text)| (*code, (*text).to_owned())).collect()
}

#[test]
fn an_index_of_code_and_one_of_a_price_are_replaced() {
    let code = "argument-in-code";
    assert_eq!(
        skill("", "`awk '{print $1}'` costs $0.10, $10,000 or $5"),
        found(&[(code, "$1"), (code, "$0")])
    );
    assert_eq!(skill("", "```bash\nf() {\n  echo $1 \\$2\n}\ngh pr view $1\n```"), found(&[(code, "$1")]));
    assert_eq!(skill("", "`awk '{print \\$1}'`"), []);
}

#[test]
fn nothing_is_replaced_in_agents() {
    let body = "`awk '{print $1}'` $ARGUMENT now!`ls` `` !`ls` ``";
    assert_eq!(Project::new(&[(LEAD, &agent("lead", body))]).codes(), []);
}

#[test]
fn placeholders_that_nothing_fills() {
    let code = "unknown-placeholder";
    for word in
        ["$ARGUMENT", "${ARGUMENTS}", "${CLAUDE_SKILL_ROOT}", "$SKILL_DIR", "$ARGUMENTSS", "${ARGUMENTS:-x}"]
    {
        assert_eq!(skill("", &format!("Run {word}/x")), found(&[(code, word)]), "{word}");
    }
    assert_eq!(skill("arguments: [branch, issue]\n", "Fix $issue on $brnch"), found(&[(code, "$brnch")]));
    // A variable of the script, of the shell, and of a language.
    assert_eq!(skill("", "```sh\nSKILL_DIR=x\necho $SKILL_DIR $HOME ${CLAUDE_CONFIG_DIR}\n```"), []);
    assert_eq!(skill("", "```php\nf($arguments);\n```\n$ARGUMENTS ${CLAUDE_SKILL_DIR}"), []);
    // The text says what to put there.
    assert_eq!(skill("", "Take the folder as `SKILL_DIR`, and run `${SKILL_DIR}/x.py`."), []);
}

#[test]
fn the_placeholders_of_other_tools() {
    let command = |body: &str| Project::new(&[("/w/.opencode/command/a.md", body)]).codes();
    assert_eq!(command("Do $ARGUMENT"), found(&[("unknown-placeholder", "$ARGUMENT")]));
    assert_eq!(command("`awk '{print $0, $1}'`"), found(&[("argument-in-code", "$1")]));
    // They run wherever they stand, and errors of theirs stop nothing.
    assert_eq!(command("now!`make` `` !`ls` `` !`grep x`"), []);
    let command = |body: &str| Project::new(&[("/w/.qwen/commands/a.md", body)]).codes();
    for word in ["{{arg}}", "{{ args }}", "{{ARGS}}", "{{arguments}}"] {
        assert_eq!(command(&format!("Do {word} now")), found(&[("unknown-placeholder", word)]), "{word}");
    }
    assert_eq!(command("Do {{args}} {{name}} $ARGS $args $ARGUMENTS !{echo {{args}}} !`make` x!`ls`"), []);
    let gemini = |text: &str| Project::new(&[("/w/.gemini/commands/a.toml", text)]).codes();
    let word = "{{ARGS}}";
    assert_eq!(gemini("prompt = 'Do {{ARGS}} {{args}} $ARGS'\n"), found(&[("unknown-placeholder", word)]));
    assert_eq!(gemini("prompt = 'Do {{args}}'\ndescription = '{{ARGS}}'\n"), []);
    let prompt = |body: &str| Project::new(&[("/w/.github/prompts/a.prompt.md", body)]).codes();
    assert_eq!(prompt("Do ${inpt:x} ${input:x} ${selections} ${workspaceFolders} $ARGUMENT"), []);
}

#[test]
fn examples_of_commands_run() {
    let code = "documented-command";
    assert_eq!(skill("", "```markdown\nFetch: !`gh pr view`\n```"), found(&[(code, "!`gh pr view`")]));
    assert_eq!(skill("", "Write `` !`gh pr view` ``."), found(&[(code, "!`gh pr view`")]));
    assert_eq!(skill("", "```\n!`git diff`\n```\nWrite \\!`gh pr view` or (!`ls`)."), []);
    assert_eq!(skill("", "now!`git diff`"), found(&[("glued-command", "!`git diff`")]));
}

#[test]
fn commands_that_stop_their_own_skill() {
    let code = "stopping-command";
    let allowed = "allowed-tools: Read, Bash(npm test:*), Bash(gh *)\n";
    assert_eq!(skill(allowed, "!`make all`"), found(&[(code, "!`make all`")]));
    assert_eq!(skill(allowed, "!`npm test` !`gh pr view | head` !`git log`"), []);
    for keys in ["allowed-tools: Bash\n", "allowed-tools: [Bash(*), Read]\n", ""] {
        assert_eq!(skill(keys, "!`make all`"), [], "{keys}");
    }
    assert_eq!(skill("", "!`git status | grep x`"), found(&[(code, "!`git status | grep x`")]));
    assert_eq!(skill("", "!`grep x y || true` !`grep x y | head` !`test \"$(grep x)\"`"), []);
    assert_eq!(skill(allowed, "!`for x in a; do make; done`"), []);
}

#[test]
fn commands_of_a_block_run_as_those_of_a_line() {
    let code = "stopping-command";
    let allowed = "allowed-tools: Read, Bash(npm test:*)\n";
    let block = |lines: &str| format!("```!\n{lines}\n```");
    assert_eq!(skill(allowed, &block("git status\n  make all\nnpm test")), found(&[(code, "make all")]));
    assert_eq!(skill(allowed, &block("make all")), found(&[(code, "make all")]));
    assert_eq!(skill("", &block("ls\ngrep x y")), found(&[(code, "grep x y")]));
    assert_eq!(skill("", &block("grep x y\nls")), []);
    assert_eq!(skill(allowed, &block("if true\nthen make\nfi")), []);
    assert_eq!(skill(allowed, "````markdown\n```!\nmake all\n```\n````"), []);
    assert_eq!(skill("", &block("awk '{print $1}' x")), found(&[("argument-in-code", "$1")]));
}
