use super::*;

/// Previews a file of a project with two more files.
fn of(path: &str, text: &str, tool: Option<&str>, arguments: Option<&str>) -> Result<Preview, NoPreview> {
    let read = |path: &str| match path {
        "/w/notes.md" => Some("Notes, and @more.md\n".to_owned()),
        "/w/more.md" => Some("More, and @notes.md\n".to_owned()),
        _ => None,
    };
    let document = Document::new(Some(format!("/w/{path}").into()), 0, text);
    let question = PreviewQuestion { tool, arguments, read: &read, encoding: Encoding::Utf8 };
    preview(&document, &Targets::default(), &question)
}

fn shown(path: &str, text: &str, arguments: Option<&str>) -> String {
    of(path, text, None, arguments).expect("a preview").to_text(path)
}

fn agent(keys: &str) -> PreviewOfLoaded {
    let text = format!("---\nname: a\ndescription: d\n{keys}---\nDo.\n");
    of(".claude/agents/a.md", &text, None, None).expect("a preview").loaded.expect("it loads")
}

fn skill(body: &str, arguments: Option<&str>) -> String {
    let text = format!("---\ndescription: d\narguments: [file, line]\n---\n{body}");
    let loaded = of(".claude/commands/a.md", &text, None, arguments).expect("a preview").loaded;
    loaded.expect("it loads").prompt.text
}

#[test]
fn an_agent_as_text() {
    let text = "---\nname: reviewer\ndescription: Reviews.\ntools: Read, Nope, Bash(git *)\nmodel: haiku\ncolor: mauve\n\
                hooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: ./check\n\
                skills: [style]\n---\n\nYou \x1b review.\n\n";
    let expected = "\
a.md: Claude Code subagent in Claude Code 2.1.332
  loads

  name          reviewer
  description   Reviews. (8 characters, about 2 tokens)
  model         haiku
  tools         Read, Bash
    not given   Nope: no such tool
  hook          PreToolUse Bash: ./check
  skills        style

Sent as the system prompt (13 characters, about 4 tokens):
  | You \u{241b} review.

Lost:
  6:8: `color` has no effect: it must be `red`, `blue`, `green`, `yellow`, `purple`, `orange`, `pink` or `cyan`
";
    let preview = of(".claude/agents/a.md", text, None, None).expect("a preview");
    assert_eq!(preview.to_text("a.md"), expected);
}

#[test]
fn of_a_dropped_file_only_the_reason_is_shown() {
    let text = "---\nname: a\n---\nDo.\n";
    let expected =
        "a.md: Claude Code subagent in Claude Code 2.1.332\n  1:1: does not load: `description` is missing\n";
    let preview = of(".claude/agents/a.md", text, None, None).expect("a preview");
    assert_eq!(preview.to_text("a.md"), expected);
    assert!(preview.loaded.is_none());
}

#[test]
fn tools_after_the_lists_that_give_and_take_them() {
    let tools = |keys: &str| agent(keys).tools.expect("an agent has tools");
    let all = tools("");
    assert!(all.all && all.names.is_empty() && all.without.is_empty());
    let taken = tools("disallowedTools: Bash(rm *), Edit\n");
    assert!(taken.all && taken.without == ["Bash", "Edit", "Monitor"], "{taken:?}");
    let both = tools("tools: [Read, Edit, Task, mcp__a__b]\ndisallowedTools: Edit\n");
    assert_eq!(
        (both.names, both.sometimes),
        (vec!["Read".to_owned(), "Agent".into()], vec!["mcp__a__b".into()])
    );
    assert_eq!(both.lost, [access::LostTool { name: "Edit".into(), why: "taken away again" }]);
    let plan = tools("tools: ExitPlanMode\npermissionMode: plan\n");
    assert_eq!(plan.names, ["ExitPlanMode"]);
    let none = tools("tools: ExitPlanMode, AskUserQuestion, LS, read\n");
    assert!(none.never_started && none.names.is_empty() && none.lost.len() == 4, "{none:?}");
    assert_eq!(tools("tools: Bash\nmemory: user\n").names, ["Bash", "Read", "Write", "Edit"]);
    assert_eq!(tools("tools: Bash\nmemory: mine\n").names, ["Bash"]);
}

#[test]
fn keys_without_effect_are_not_shown() {
    let agent = agent("permissionMode: sometimes\nmaxTurns: 0\neffort: high\nunknown: 1\nmodel: null\n");
    assert_eq!((agent.permission_mode, agent.model), (None, None));
    assert_eq!(agent.settings, [PreviewSetting { key: "effort".into(), value: "high".into() }]);
}

#[test]
fn arguments_are_put_in() {
    let typed = Some("'a b' c\\ d \"$0\"");
    for (body, text) in [
        ("$0|$1|$2|$3|$10", "a b|c d|$0|$3|$10"),
        ("$file|$line|$files|$HOME|${file}", "a b|c d|$files|$HOME|${file}"),
        ("$ARGUMENTS", "'a b' c\\ d \"$0\""),
        ("$ARGUMENTS[1]|$ARGUMENTS[9]|$ARGUMENTS[x]$0", "c d|$ARGUMENTS[9]|'a b' c\\ d \"$0\"[x]a b"),
        ("\\$0 \\$ARGUMENTS \\$HOME $0", "$0 $ARGUMENTS \\$HOME a b"),
        ("`$0` $0x $0.50", "`a b` $0x a b.50"),
        ("$1 !`echo $0` x!`id` \\!`id`", "c d [runs at load: echo a b] x!`id` \\!`id`"),
        ("None.", "None.\n\nARGUMENTS: 'a b' c\\ d \"$0\""),
    ] {
        assert_eq!(skill(body, typed), text, "{body}");
    }
    assert_eq!(skill("$0 $ARGUMENTS.", Some("")), "$0 .");
    assert_eq!(skill("$0 $ARGUMENTS \\$1.", None), "$0 $ARGUMENTS $1.");
    assert_eq!(skill("${CLAUDE_SESSION_ID}", None), "[filled in: ${CLAUDE_SESSION_ID}]");
}

#[test]
fn words_of_arguments() {
    for (typed, shell, quotes) in [
        ("a  b", &["a", "b"][..], &["a", "b"][..]),
        ("'a b' \"c\"", &["a b", "c"], &["a b", "c"]),
        ("a\\ b", &["a b"], &["a\\", "b"]),
        ("a\"b c\"", &["ab c"], &["a\"b", "c\""]),
        ("'' x", &["", "x"], &["", "x"]),
        ("'open x", &["open x"], &["open x"]),
    ] {
        assert_eq!(fill::split_words(typed, true), shell, "{typed}");
        assert_eq!(fill::split_words(typed, false), quotes, "{typed}");
    }
}

#[test]
fn skills_are_listed_by_their_description_or_their_first_line() {
    let listed = |text: &str| {
        let preview = of(".claude/skills/x/SKILL.md", text, None, None).expect("a preview");
        preview.loaded.expect("it loads").listed
    };
    let text = |text: &str| listed(text).map(|listed| (listed.text, listed.cut, listed.from_body));
    let of_keys = "---\ndescription: a\nwhen_to_use: b\n---\nc\n";
    assert_eq!(text(of_keys), Some(("a - b".into(), false, false)));
    assert_eq!(text("\n## Title\nText\n"), Some(("Title".into(), false, true)));
    assert_eq!(text("---\ndescription: a\ndisable-model-invocation: true\n---\n"), None);
    let long = format!("---\ndescription: {}\n---\n", "é".repeat(1600));
    let (cut, is_cut, _) = text(&long).expect("it is listed");
    assert!(is_cut && cut.ends_with("é…") && cut.chars().count() == 1536);
}

#[test]
fn instructions_include_other_files_once() {
    let text = "# A\n\n<!-- gone -->\n\n@notes.md `@notes.md` @absent.md @notes.md. <!-- kept -->\n<!-- a\nb -->\n\nEnd\n";
    let preview = of("CLAUDE.md", text, None, None).expect("a preview");
    let prompt = preview.loaded.expect("it is read").prompt;
    assert_eq!(prompt.text, "# A\n\n@notes.md `@notes.md` @absent.md @notes.md. <!-- kept -->\nEnd");
    let files: Vec<_> = prompt.files.iter().map(|file| (&*file.path, &*file.text)).collect();
    assert_eq!(files, [("notes.md", "Notes, and @more.md"), ("more.md", "More, and @notes.md")]);
    assert_eq!(prompt.missing, ["absent.md"]);
}

#[test]
fn files_take_the_place_of_their_paths() {
    let text = "See @notes.md, @notes.md and @absent.md or **@notes.md**\n";
    let sent = |path: &str, text: &str| {
        let preview = of(path, text, None, Some("b")).expect("a preview");
        let prompt = preview.loaded.expect("it is read").prompt;
        (prompt.text, prompt.missing)
    };
    let notes = "<!-- Imported from: notes.md -->\nNotes, and <!-- Imported from: more.md -->\nMore, and \
                 <!-- File already processed: notes.md -->\n\n<!-- End of import from: more.md -->\n\n\
                 <!-- End of import from: notes.md -->";
    let (qwen, missing) = sent("QWEN.md", text);
    assert_eq!(qwen, format!("See @notes.md, {notes} and @absent.md or **@notes.md**"));
    assert_eq!(missing, ["notes.md,", "absent.md"]);
    let (gemini, missing) = sent("GEMINI.md", text);
    let failed = |path: &str| {
        format!("<!-- Import failed: {path} - ENOENT: no such file or directory, access '/w/{path}' -->")
    };
    let (comma, absent) = (failed("notes.md,"), failed("absent.md"));
    assert_eq!(gemini, format!("See {comma} {notes} and {absent} or **@notes.md**"));
    assert_eq!(missing, ["notes.md,", "absent.md"]);
    let command = "---\ndescription: d\n---\n@{notes.md} @{absent.md} @{ !{a @{notes.md}} {{args}}\n";
    let (command, _) = sent(".qwen/commands/a.md", command);
    assert_eq!(command, "Notes, and @more.md\n @{absent.md} @{ [runs at load: a Notes, and @more.md\n] b");
}

#[test]
fn a_project_may_lie_in_a_hidden_folder() {
    let read = |path: &str| (path == "/home/u/.cache/w/notes.md").then(|| "Notes.".to_owned());
    for (path, text) in [
        ("/home/u/.cache/w/.opencode/command/a.md", "See @notes.md\n"),
        ("/home/u/.cache/w/.qwen/commands/a.md", "See @{notes.md}\n"),
    ] {
        let document = Document::new(Some(path.into()), 0, text);
        let question = PreviewQuestion { tool: None, arguments: None, read: &read, encoding: Encoding::Utf8 };
        let found = preview(&document, &Targets::default(), &question).expect("a preview");
        let prompt = found.loaded.expect("it loads").prompt;
        let put_in = prompt.parts.iter().find(|part| part.form == PartForm::Imported).map(|part| &part.text);
        let text = put_in.or(prompt.files.first().map(|file| &file.text));
        assert_eq!(text.map(String::as_str), Some("Notes."), "{path}");
    }
}

#[test]
fn the_tool_is_the_one_that_is_named() {
    let text = "---\nname: a\ndescription: d\n---\nRead the change first.\n";
    let tool = |tool| of(".claude/agents/a.md", text, Some(tool), None).map(|preview| preview.tool);
    assert_eq!(tool("claude-code"), Ok("Claude Code".to_owned()));
    assert_eq!(tool("gemini-cli"), Err(NoPreview::NotRead("gemini-cli".to_owned())));
    assert_eq!(of("x.md", "Text.\n", None, None).map(|it| it.tool), Err(NoPreview::NotForTools));
}

#[test]
fn other_tools_show_what_their_loaders_read() {
    for (path, text, shows) in [
        (
            ".qwen/agents/ab.md",
            "---\r\nname: ab\r\ndescription: d: e\r\ntools: ReadFile, b, mcp__c\r\n---\r\n\r\nRead the\r\nchange.\r\n",
            &[
                "  description   d: e (4 characters, about 1 token)\n",
                "  tools         read_file\n",
                "  if there    mcp__c\n",
                "  not given   b: no such tool\n",
                "system prompt (16 characters",
            ][..],
        ),
        (
            ".gemini/agents/a.md",
            "---\nname: a\ndescription: d\nmodel: flash\n---\nDo.\n",
            &[
                "  name          a\n",
                "  model         flash\n",
                "  tools         all\n",
                "system prompt (3 characters",
            ],
        ),
        (
            ".github/agents/a.agent.md",
            "---\ndescription: d\ntools: [read]\nmcp-servers:\n  s: {type: local, command: c, args: [], tools: ['*']}\n---\nDo.\n",
            &[
                "  description   d (1 character, about 1 token)\n",
                "  MCP servers   s\n",
                "The text (4 characters",
                "How Copilot sends the text is not known",
            ],
        ),
        (
            ".codex/skills/a/SKILL.md",
            "---\nname: a\ndescription: d: e\n---\nDo.\n",
            &[
                "loads after a repair",
                "  name          a\n",
                "  description   d: e (4 characters, about 1 token)\n",
                "The text (4 characters",
            ],
        ),
        (
            ".opencode/agent/a.md",
            "---\ndescription: d\ntools: {bash: false}\npermission: {edit: deny}\nmodel: a/b\n---\n\nDo.\n",
            &[
                "  tools         all but bash, edit, task, todowrite, write\n",
                "  model         a/b\n",
                "system prompt (3 characters",
            ],
        ),
        (
            ".opencode/command/a.md",
            "---\ndescription: d\n---\n$2nd $1 x!`$1`\n",
            &[
                "  name          /a\n",
                "none: the model is not told of it",
                "  | b cnd a x[runs at load: a]\n",
            ],
        ),
    ] {
        let preview = shown(path, text, Some("a b c"));
        shows.iter().for_each(|line| assert!(preview.contains(line), "{path}: {line:?}\n{preview}"));
    }
}

#[test]
fn rules_leave_an_agent_its_tools() {
    for (front, tools) in [
        ("permission: {\"*\": deny, read: allow}", "read"),
        ("permission: {read: allow, \"*\": deny}", "none"),
        ("permission: {\"*\": deny, \"mine_*\": allow}", "mine_*"),
        ("permission: {\"mine_*\": deny, task: {a: deny}, todowrite: ask}", "all but mine_*"),
        ("mode: primary\npermission: {write: deny, bash: {a: allow, \"*\": deny}}", "all but bash"),
        ("mode: primary\npermission: allow", "all"),
    ] {
        let preview =
            shown(".opencode/agent/a.md", &format!("---\ndescription: d\n{front}\n---\nDo.\n"), None);
        assert!(preview.contains(&format!("  tools         {tools}\n")), "{front}: {preview}");
    }
    let note = "As the main agent it has `task`";
    for (front, is_said) in [("mode: all", true), ("mode: subagent", false), ("permission: deny", false)] {
        let preview =
            shown(".opencode/agent/a.md", &format!("---\ndescription: d\n{front}\n---\nDo.\n"), None);
        assert_eq!(preview.contains(note), is_said, "{front}: {preview}");
    }
}

#[test]
fn what_is_not_known_is_said() {
    let preview = shown(".roo/commands/a.md", "---\ndescription: d\n---\nDo $1.\n", Some("x"));
    assert!(
        preview.contains("\nNot known:\n  Whether Roo Code loads the file is not modelled.\n"),
        "{preview}"
    );
    assert!(preview.contains("How Roo Code sends the text is not known"), "{preview}");
    assert!(preview.contains("  | Do $1.\n"), "{preview}");
}

/// No text makes it fail, and none is shown with control characters.
#[test]
fn every_file_has_a_preview_that_is_text() {
    for path in [".claude/agents/a.md", ".claude/skills/a/SKILL.md", "CLAUDE.md", ".claude/commands/a.md"] {
        for text in [
            "",
            "---",
            "---\n---\n",
            "---\nname: [\n---\n$",
            "\u{feff}---\na: &a [*a]\n---\n\\",
            "---\nname: \"\\e[1m\"\ndescription: \u{202e}x\n---\n!`\u{7}`\r\n{{",
            "<!--",
            "<!-- -->",
        ] {
            let shown = shown(path, text, Some("\\"));
            assert!(
                !shown.contains(|char: char| char.is_control() && char != '\n'),
                "{path}: {text:?}: {shown:?}"
            );
            assert!(!shown.contains('\u{202e}'));
        }
    }
}
