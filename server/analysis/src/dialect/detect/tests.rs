use super::super::{Role, path_of};
use super::*;
use crate::text::Text;

fn id(path: &str, text: &str) -> Option<&'static str> {
    let known = Dialects::built_in();
    let found = detect(known, Some(path), &known.locate(path), &Syntax::parse(&Text::from(text)))?;
    known.document(&found.document.id).map(|kind| kind.id.as_str())
}

/// Returns the kinds that claim a path, without overlays.
fn owners(path: &str) -> Vec<&'static str> {
    let claims = |known: &&Arc<FileKind>| {
        let kept = known.overlay.is_none() && !known.fallback;
        kept && known.paths.globs.is_match(GlobPath::new(path))
            && !known.paths.exclude.is_match(GlobPath::new(path))
    };
    Dialects::built_in().by_globs().filter(claims).map(|known| known.id.as_str()).collect()
}

#[test]
fn an_editor_may_say_what_a_file_is() {
    let kind = |path: &str, language: &str| {
        let location = Dialects::built_in().locate_in_language(Some(path), language);
        let syntax = Syntax::parse(&Text::from("---\nname: x\ndescription: d\n---\n"));
        let found = detect(Dialects::built_in(), Some(path), &location, &syntax)?;
        Dialects::built_in().document(&found.document.id).map(|kind| kind.id.as_str())
    };
    assert_eq!(kind("/w/notes/x.md", "chatagent"), Some("copilot.agent"));
    assert_eq!(kind("/w/notes/x.md", "skill"), Some("agent-skills.skill"));
    assert_eq!(kind("/w/notes/x.md", "markdown"), None);
    // VS Code gives that id to agents of Claude Code too; the path takes precedence.
    assert_eq!(kind("/w/.claude/agents/x.md", "chatagent"), Some("claude-code.agent"));
}

#[test]
fn a_path_shows_the_kind() {
    for (path, kind) in [
        ("/w/.gemini/agents/x.md", "gemini-cli.agent"),
        ("/home/u/.gemini/skills/x/SKILL.md", "gemini-cli.skill"),
        ("/w/.qwen/agents/x.md", "qwen-code.agent"),
        ("/w/.qwen/skills/x/SKILL.md", "qwen-code.skill"),
        ("/w/.qwen/commands/git/x.md", "qwen-code.command"),
        ("/w/.cursor/agents/x.md", "cursor.subagent"),
        ("/w/.cursor/rules/x.mdc", "cursor.rule"),
        ("/w/app/.cursor/rules/deep/x.md", "cursor.rule"),
        ("/w/.cursor/commands/x.md", "cursor.command"),
        ("/w/.cursor/skills/x/SKILL.md", "cursor.skill"),
        ("/w/AGENTS.md", "codex.agents-md"),
        ("/w/app/AGENTS.override.md", "codex.agents-md"),
        ("/home/u/.codex/AGENTS.md", "codex.agents-md"),
        ("/w/.codex/skills/x/SKILL.md", "codex.skill"),
        ("/home/u/.codex/prompts/x.md", "codex.prompt"),
        ("/w/.kiro/agents/team/x.md", "kiro.agent"),
        ("/w/.kiro/steering/x.md", "kiro.steering"),
        ("/w/.windsurf/rules/x.md", "windsurf.rule"),
        ("/w/.devin/rules/deep/x.md", "windsurf.rule"),
        ("/w/.windsurf/workflows/x.md", "windsurf.workflow"),
        ("/w/.devin/workflows/x.md", "windsurf.workflow"),
        ("/w/.devin/agents/x/AGENT.md", "devin.agent"),
        ("/w/.roo/commands/x.md", "roo.command"),
        ("/w/.kilo/agent/x.md", "kilo.agent"),
        ("/home/u/.config/kilo/agents/deep/x.md", "kilo.agent"),
        ("/w/.agents/checks/x.md", "amp.check"),
        ("/home/u/.config/amp/checks/x.md", "amp.check"),
        ("/w/.factory/droids/x.md", "factory.droid"),
        ("/w/.factory/commands/x.md", "factory.command"),
        ("/w/.continue/rules/x.md", "continue.rule"),
        ("/w/.continue/prompts/x.md", "continue.prompt"),
        ("/w/.clinerules/x.md", "cline.rule"),
        ("/w/.clinerules/workflows/x.md", "cline.workflow"),
        ("/w/.continue/agents/x.md", "continue.agent"),
        ("/w/.kilocode/modes/x.md", "kilo.mode"),
        ("/w/.kilo/commands/deep/x.md", "kilo.command"),
        ("/w/.kilo/workflows/x.md", "kilo.workflow"),
        ("/w/.kilo/rules-code/x.md", "kilo.rule"),
        ("/w/.junie/agents/x.md", "junie.agent"),
        ("/w/.augment/agents/x.md", "augment.agent"),
        ("/w/.agents/agents/x.md", "antigravity.agent"),
        ("/home/u/.gemini/config/agents/x.md", "antigravity.agent"),
    ] {
        assert_eq!(id(path, ""), Some(kind), "{path}");
        assert_eq!(owners(path), [kind], "{path}");
    }
}

#[test]
fn what_claude_code_has_installed_is_nobodys_to_mend() {
    for path in ["agents/x.md", "skills/x/SKILL.md", "commands/x.md", "output-styles/x.md"] {
        let text = "---\nname: x\ndescription: d\ntools: Read\ncolor: blue\npriority: high\n---\n";
        for folder in ["cache/market/plug/1.0.0", "marketplaces/market/plugins/plug"] {
            let path = format!("/home/u/.claude/plugins/{folder}/{path}");
            assert_eq!(id(&path, text), None, "{path}");
        }
    }
}

#[test]
fn a_path_beside_shows_nothing() {
    for path in [
        "/w/.gemini/agents/deep/x.md",
        "/w/.gemini/agents/_draft.md",
        "/w/.qwen/agents/deep/x.md",
        "/w/.cursor/x.mdc",
        "/w/rules/x.mdc",
        "/w/.codex/agents/x.md",
        "/w/.codex/x.toml",
        "/w/.devin/agents/x/notes.md",
        "/w/.factory/droids/deep/x.md",
        "/w/.roo/rules/x.md",
        "/w/.kilo/rules/deep/x.md",
        "/w/agents.md",
        "/w/docs/MY_AGENTS.md",
    ] {
        assert_eq!(id(path, "---\nname: x\ndescription: d\nglobs: x\n---\n"), None, "{path}");
    }
}

#[test]
fn a_readme_with_the_keys_of_an_agent_is_one() {
    for path in ["/w/.claude/agents/README.md", "/w/.gemini/agents/readme.md", "/w/.github/agents/README.md"]
    {
        let kind = id(path, "---\nname: x\ndescription: d\n---\n").expect("a kind");
        assert!(kind.ends_with(".agent"), "{path}: {kind}");
        assert_eq!(id(path, "---\ntitle: About\n---\n"), None, "{path}");
        assert_eq!(id(path, "# About\n"), None, "{path}");
    }
    assert_eq!(id("/w/docs/README.md", "---\nname: x\ndescription: d\n---\n"), None);
}

#[test]
fn a_template_outside_of_a_folder_of_agents_shows_nothing() {
    let text = "---\nname: {agent-name}\ndescription: {When to use it}\ntools: {List, of, tools}\n---\n";
    assert_eq!(id("/w/templates/agent-template.md", text), None);
    assert_eq!(
        id("/w/agents/x.md", "---\ndescription: d\ntools:\n  write: false\n---\n"),
        Some("opencode.agent")
    );
}

#[test]
fn the_folder_of_a_tool_goes_before_a_name() {
    let kind = id("/w/.github/agents/AGENTS.md", "# Guidance\n");
    assert_eq!(kind, Some("copilot.agent"));
    assert_eq!(id("/w/src/AGENTS.md", "# Guidance\n"), Some("codex.agents-md"));
}

#[test]
fn a_key_shows_the_kind_of_a_file_that_is_in_no_folder_of_a_tool() {
    for (key, kind) in [
        ("timeout_mins: 5", "gemini-cli.agent"),
        ("approvalMode: plan", "qwen-code.agent"),
        ("is_background: true", "cursor.subagent"),
    ] {
        let text = format!("---\nname: x\ndescription: d\n{key}\n---\n");
        assert_eq!(id("/w/examples/x.md", &text), Some(kind), "{key}");
    }
}

#[test]
fn a_path_has_one_owner() {
    let wide = |document: &&Arc<FileKind>| document.overlay.is_some() || document.fallback;
    for document in Dialects::built_in().file_kinds().filter(|document| !wide(document)) {
        for path in document.globs.iter().map(|glob| path_of(glob)) {
            assert_eq!(owners(&path), [document.id.as_str()], "{path}");
        }
    }
}

#[test]
fn what_a_tool_reads_besides_is_not_its_own() {
    for document in Dialects::built_in().file_kinds() {
        for path in document.also_reads.iter().map(|glob| path_of(glob)) {
            assert!(!owners(&path).contains(&document.id.as_str()), "{}: {path}", document.id);
        }
    }
}

#[test]
fn a_readme_belongs_to_no_tool() {
    // In a folder of rules, it may be one, and these tools leave out no file.
    const READ: [&str; 3] = ["factory.droid", "pi.prompt", "pi.skill"];
    let agents = Dialects::built_in().file_kinds();
    let agents = agents.filter(|it| it.role != Role::Instructions && !READ.contains(&it.id.as_str()));
    for glob in agents.flat_map(|document| &document.globs) {
        let path = path_of(glob);
        let (folder, _) = path.rsplit_once('/').unwrap();
        assert_eq!(id(&format!("{folder}/README.md"), "---\nname: x\n---\n"), None, "{glob}");
    }
}

#[test]
fn what_a_project_says_of_a_path_goes_first_and_the_first_that_matches() {
    let known = Dialects::built_in();
    let located = |glob: &str, kind: &str| super::super::Located {
        root: "/w/".to_owned(),
        glob: glob.to_owned(),
        matcher: super::super::Glob::new(glob).expect("a glob"),
        document: known.document(kind).expect("a kind").clone(),
        origin: "agentls.toml".to_owned(),
        project: "/w/".to_owned(),
        named: false,
    };
    let places = [
        (located("prompts/*.md", "opencode.agent"), ("/w/prompts", Some(1))),
        (located("prompts/**/*.md", "claude-code.agent"), ("/w/prompts", None)),
        (located("**/bots/*.md", "claude-code.agent"), ("/w/", None)),
    ];
    for (located, (folder, depth)) in &places {
        assert_eq!(located.folder_and_depth(), ((*folder).to_owned(), *depth), "{}", located.glob);
    }
    let all = (**known).clone().with_located(places.map(|(located, _)| located).to_vec());
    let syntax = Syntax::parse(&Text::from("---\nname: x\npriority: high\n---\n"));
    let kind = |path: &str| {
        let found = detect(&all, Some(path), &all.locate(path), &syntax)?;
        Some((found.document.id.clone(), found.reason))
    };
    let reason = "agentls.toml says so: the path matches `prompts/*.md`".to_owned();
    assert_eq!(kind("/w/prompts/x.md"), Some(("opencode.agent".to_owned(), reason)));
    for path in ["/w/prompts/deep/x.md", "/w/.opencode/agent/bots/x.md"] {
        assert_eq!(kind(path).map(|(id, _)| id).as_deref(), Some("claude-code.agent"), "{path}");
    }
    assert_eq!(kind("/elsewhere/prompts/x.md"), None);
    assert_eq!(all.locate("/w/prompts/x.md").root(), Some("/w/"));
}

#[test]
fn keys_show_whose_a_file_in_a_plain_folder_is() {
    let text = |keys: &str| format!("---\nname: x\ndescription: d\n{keys}\n---\n");
    for (path, keys, kind) in [
        ("/w/agents/x.md", "mode: subagent", "opencode.agent"),
        ("/w/agents/x.md", "permission:\n  edit: deny", "opencode.agent"),
        ("/w/agents/x.md", "tools:\n  write: false", "opencode.agent"),
        ("/w/agents/x.md", "tools: Read", "claude-code.agent"),
        ("/w/agents/x.md", "mode: fast", "claude-code.agent"),
        ("/w/plugins/p/agents/x.md", "tools: Read", "claude-code.plugin-agent"),
        ("/w/plugins/p/agents/x.md", "mode: all", "opencode.agent"),
        ("/w/plugins/p/agents/anvil.md", "providerId: p\nmodelId: m", "cline.agent"),
        // A tool's own folder is the tool's.
        ("/w/.claude/agents/x.md", "mode: subagent", "claude-code.agent"),
    ] {
        assert_eq!(id(path, &text(keys)), Some(kind), "{path} {keys}");
    }
    assert_eq!(id("/w/agents/x.md", "---\ndescription: d\nmode: primary\n---\n"), Some("opencode.agent"));
    assert_eq!(id("/w/docs/x.md", "---\ndescription: d\nmode: primary\n---\n"), None);
}

#[test]
fn a_weak_marker_is_told_apart() {
    let known = Dialects::built_in();
    let weak = |keys: &str| {
        let text = format!("---\nname: x\ndescription: d\n{keys}\n---\n");
        let path = "/w/.claude/agents/x.md";
        let found = detect(known, Some(path), &known.locate(path), &Syntax::parse(&Text::from(&*text)));
        found.map(|found| (found.document.id.clone(), found.weak))
    };
    let flow = |weak| Some(("claude-flow.agent".to_owned(), weak));
    assert_eq!(weak("capabilities: [a]"), flow(true));
    assert_eq!(weak("capabilities: [a]\npriority: high"), flow(false));
    assert_eq!(weak("tools: Read"), Some(("claude-code.agent".to_owned(), false)));
}
