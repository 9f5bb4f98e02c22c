//! A workspace with files of all kinds, which call each other and link to each other, a tenth of them with mistakes.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Many files that are alike.
struct Kind {
    /// The path, with `%` for the number of the file.
    path: &'static str,
    /// The front matter, likewise.
    head: &'static str,
    /// The line of the front matter with a mistake, which stands at its end in a tenth of the files.
    mistake: &'static str,
}

const fn kind(path: &'static str, head: &'static str, mistake: &'static str) -> Kind {
    Kind { path, head, mistake }
}

/// No YAML, and the mistake that is made most.
const UNQUOTED: &str = "note: what follows: this";

const AGENT: Kind = kind(
    ".claude/agents/team/agent-%.md",
    "name: agent-%\ntype: developer\ndescription: Reviews the part % of a change\ncolor: \"#2196F3\"\n\
     tools: Read, Grep, Bash\ncapabilities:\n  - analysis\n  - code_review\n",
    "priority: hihg",
);
const SKILL: Kind = kind(
    ".claude/skills/skill-%/SKILL.md",
    "name: skill-%\ndescription: Use it to release the part % of a product\nallowed-tools: Read, Bash\n",
    "user-invocable: sometimes",
);
const SHARED_SKILL: Kind = kind(
    ".agents/skills/shared-%/SKILL.md",
    "name: shared-%\ndescription: Use it to test the part % of a product\nlicense: MIT\n",
    UNQUOTED,
);
const COMMAND: Kind = kind(
    ".claude/commands/team/command-%.md",
    "description: Starts the part %\nargument-hint: \"[part]\"\nallowed-tools: Read, Grep\n",
    "disable-model-invocation: sometimes",
);
const RULE: Kind = kind(".claude/rules/rule-%.md", "paths:\n  - \"src/part-%/**/*.ts\"\n", UNQUOTED);
const COPILOT_AGENT: Kind = kind(
    ".github/agents/copilot-%.agent.md",
    "name: copilot-%\ndescription: Plans the part % of a change\ntools: ['search', 'edit']\n",
    "user-invocable: sometimes",
);
const PROMPT: Kind = kind(
    ".github/prompts/prompt-%.prompt.md",
    "description: Explains the part % of a product\nagent: agent\ntools: ['search']\n",
    UNQUOTED,
);
const INSTRUCTIONS: Kind = kind(
    ".github/instructions/part-%.instructions.md",
    "description: How the part % is written\napplyTo: \"src/part-%/**\"\n",
    UNQUOTED,
);
const OPENCODE_AGENT: Kind = kind(
    ".opencode/agents/opencode-%.md",
    "description: Tests the part % of a change\nmode: subagent\ntemperature: 0.2\n",
    "steps: many",
);
const CURSOR_RULE: Kind = kind(
    ".cursor/rules/cursor-%.mdc",
    "description: How the part % is built\nglobs: src/part-%/**\nalwaysApply: false\n",
    UNQUOTED,
);
const MEMORY: Kind = kind("packages/part-%/AGENTS.md", "", "");

/// The kinds of so many files in a row. A fifth are skills.
const KINDS: [&Kind; 20] = [
    &AGENT,
    &SKILL,
    &AGENT,
    &COMMAND,
    &AGENT,
    &SKILL,
    &COPILOT_AGENT,
    &AGENT,
    &RULE,
    &PROMPT,
    &AGENT,
    &SKILL,
    &INSTRUCTIONS,
    &AGENT,
    &OPENCODE_AGENT,
    &SHARED_SKILL,
    &CURSOR_RULE,
    &AGENT,
    &COMMAND,
    &MEMORY,
];

/// Writes that many files into a folder.
pub(crate) fn write(root: &Path, files: usize) {
    for index in 0..files {
        let (round, kind) = (index / KINDS.len(), KINDS[index % KINDS.len()]);
        // No folder holds more than people keep in one.
        let part = kind.path.replace("team", &format!("team-{}", index / 500));
        let file = root.join(part.replace('%', &index.to_string()));
        let folder = file.parent().unwrap();
        fs::create_dir_all(folder).unwrap();
        if file.ends_with("SKILL.md") {
            fs::create_dir_all(folder.join("scripts")).unwrap();
            fs::write(folder.join("scripts/run.sh"), "echo run\n").unwrap();
        }
        let mistake = (round + index).is_multiple_of(10).then_some(kind.mistake);
        fs::write(file, text(kind, index, mistake)).unwrap();
    }
}

/// A file of about 2 KB.
fn text(kind: &Kind, index: usize, mistake: Option<&str>) -> String {
    let mut text = String::new();
    if !kind.head.is_empty() {
        let head = kind.head.replace('%', &index.to_string());
        text = format!("---\n{head}{}---\n\n", mistake.map(|line| format!("{line}\n")).unwrap_or_default());
    }
    // The first of each row of kinds is an agent.
    let called = index / (2 * KINDS.len()) * KINDS.len();
    write!(text, "# Part {index}\n\nUse the `agent-{called}` agent, or see [how](#section-3).\n").unwrap();
    if kind.path.ends_with("SKILL.md") {
        text += "Run [the script](scripts/run.sh) first.\n";
    }
    for section in 0..9 {
        write!(
            text,
            "\n## Section {section}\n\nLook at one part of a change, *carefully*, and say what is `wrong` with it.\n\n\
             - Read it as a whole, and then line by line\n- Ask for [tests](#part-{index}) where there are none\n\n\
             ```ts\nconst part = {section};\n```\n"
        )
        .unwrap();
    }
    text
}
