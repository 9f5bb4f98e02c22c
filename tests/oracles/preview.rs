//! What `agentls preview` shows, against the requests that the real tools sent to a model.

use std::collections::{BTreeMap, BTreeSet};

use agentls_analysis::document::Document;
use agentls_analysis::ide::preview::{PartForm, Preview, PreviewOfLoaded, PreviewQuestion, preview};
use agentls_analysis::links::resolve;
use agentls_analysis::text::Encoding;
use agentls_analysis::verdicts::Targets;
use serde::Deserialize;

/// The folder in which the cases lie here; readings have `<P>` in its place.
const PROJECT: &str = "/w";

/// A file that was previewed, with the arguments of its call.
struct PreviewCase {
    path: &'static str,
    arguments: &'static str,
    text: String,
}

/// What a tool did with a case.
#[derive(Deserialize)]
struct SentReading {
    path: String,
    #[serde(default)]
    loaded: bool,
    name: Option<String>,
    /// The entry of the list that the main model is given.
    listed: Option<String>,
    model: Option<String>,
    tools: Option<Vec<String>>,
    prompt: Option<String>,
    /// The skills that were loaded at once, as they were sent.
    #[serde(default)]
    skills: Vec<String>,
    /// What was sent with the text, for the files that it names.
    attached: Option<Vec<String>>,
    /// What the tool said in place of starting an agent.
    said: Option<String>,
}

/// A tool that was asked.
struct AskedTool {
    id: &'static str,
    cases: &'static str,
    readings: &'static str,
    /// An agent without any key that limits its tools; empty for the main agent.
    plain: &'static str,
}

const CLAUDE_CODE: AskedTool = AskedTool {
    id: "claude-code",
    cases: include_str!("preview/claude-code.txt"),
    readings: include_str!("preview/claude-code.jsonl"),
    plain: ".claude/agents/plain.md",
};

const OPENCODE: AskedTool = AskedTool {
    id: "opencode",
    cases: include_str!("preview/opencode.txt"),
    readings: include_str!("preview/opencode.jsonl"),
    plain: "",
};

const QWEN_CODE: AskedTool = AskedTool {
    id: "qwen-code",
    cases: include_str!("preview/qwen-code.txt"),
    readings: include_str!("preview/qwen-code.jsonl"),
    plain: ".qwen/agents/plain.md",
};

const GEMINI_CLI: AskedTool = AskedTool {
    id: "gemini-cli",
    cases: include_str!("preview/gemini-cli.txt"),
    readings: include_str!("preview/gemini-cli.jsonl"),
    plain: ".gemini/agents/plain.md",
};

fn cases(text: &'static str) -> Vec<PreviewCase> {
    let (_, files) = text.split_once("\n=== ").unwrap();
    let case = |file: &'static str| {
        let (heading, text) = file.split_once('\n').unwrap();
        let (path, arguments) = heading.split_once(" << ").unwrap_or((heading, ""));
        let text = text.replace('␍', "\r").replace('␁', "\u{feff}");
        PreviewCase { path, arguments, text }
    };
    let mut cases: Vec<_> = files.split("\n=== ").map(case).collect();
    // The line break before a heading belongs to the file above it.
    let last = cases.len() - 1;
    cases[..last].iter_mut().for_each(|case| case.text.push('\n'));
    cases
}

/// The readings of a tool, and what it sends for itself: that has no path.
fn readings(lines: &str) -> (SentReading, Vec<SentReading>) {
    let mut all: Vec<SentReading> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (all.remove(0), all)
}

fn preview_of(tool: &str, case: &PreviewCase, cases: &[PreviewCase]) -> Preview {
    let path = format!("{PROJECT}/{}", case.path);
    let read = |path: &str| {
        let found = path.strip_prefix("/w/").and_then(|path| cases.iter().find(|case| case.path == path));
        found.map(|case| case.text.clone())
    };
    let document = Document::new(Some(path.into()), 0, &case.text);
    let question = PreviewQuestion {
        tool: Some(tool),
        arguments: Some(case.arguments),
        read: &read,
        encoding: Encoding::Utf8,
    };
    preview(&document, &Targets::default(), &question).unwrap()
}

/// The text with what the tool fills in and runs in place of the marks. The output of a command ends in `line_end`.
fn filled(shown: &PreviewOfLoaded, line_end: &str) -> String {
    let part = |part: &agentls_analysis::ide::preview::PromptPart| match part.form {
        // The commands of the cases are all `echo`.
        PartForm::Command => part.text.strip_prefix("echo ").unwrap().to_owned() + line_end,
        PartForm::Variable => match part.written.as_deref().unwrap() {
            "${CLAUDE_PROJECT_DIR}" => PROJECT.to_owned(),
            "${CLAUDE_EFFORT}" => "medium".to_owned(),
            // Files that are not in a plugin have no folder of one.
            other => other.to_owned(),
        },
        _ => part.text.clone(),
    };
    shown.prompt.parts.iter().map(part).collect()
}

/// Whether a model of a request is the one that a file names.
fn is_model(named: Option<&str>, main: &str, sent: &str) -> bool {
    match named.map(str::to_lowercase).as_deref() {
        None | Some("inherit") => sent == main,
        Some(named) if named.contains('/') => named.rsplit('/').next() == Some(sent),
        Some(short @ ("sonnet" | "opus" | "haiku")) => sent.contains(short),
        Some(_) => named == Some(sent),
    }
}

/// What differs between a preview and a reading, by the field.
fn differing(
    preview: &Preview,
    reading: &SentReading,
    main: &SentReading,
    (every, line_end): (&[String], &str),
) -> Vec<(&'static str, String)> {
    let Some(shown) = &preview.loaded else {
        return if reading.loaded { vec![("loaded", "it loads".to_owned())] } else { Vec::new() };
    };
    let mut found = Vec::new();
    let mut compare = |field, is_equal: bool, shown: String, read: String| {
        if !is_equal {
            found.push((field, format!("{shown}, and not {read}")));
        }
    };
    let is_agent = reading.path.contains("/agent");
    if !reading.loaded {
        return vec![("loaded", "it does not load".to_owned())];
    }
    if let Some(listed) = &reading.listed {
        // Both lists add what only the tool itself has to say.
        let own = listed.split_once(": ").unwrap().1;
        let own = own.rsplit_once(" (Tools: ").map_or(own, |(own, _)| own);
        let own = own.strip_suffix(" (project)").unwrap_or(own);
        let text = shown.listed.as_ref().map(|listed| &*listed.text).unwrap_or_default();
        compare("listed", text.trim_end() == own.trim_end(), format!("{text:?}"), format!("{own:?}"));
    } else {
        compare("listed", shown.listed.is_none(), format!("{:?}", shown.listed), "nothing".to_owned());
    }
    let Some(prompt) = &reading.prompt else {
        let never = shown.tools.as_ref().is_some_and(|tools| tools.never_started);
        let said = reading.said.as_deref().unwrap_or_default();
        compare("started", never && said.contains("zero tools"), "it starts".to_owned(), said.to_owned());
        return found;
    };
    let prompt = prompt.replace("<P>", PROJECT);
    let text = filled(shown, line_end);
    compare("prompt", text == prompt, format!("{text:?}"), format!("{prompt:?}"));
    compare("name", shown.name == reading.name, format!("{:?}", shown.name), format!("{:?}", reading.name));
    let model = reading.model.as_deref().unwrap();
    let main_model = main.model.as_deref().unwrap();
    let named = shown.model.as_deref();
    compare("model", is_model(named, main_model, model), format!("{named:?}"), model.to_owned());
    if let Some(attached) = &reading.attached {
        let path = |text: &String| {
            let path = text.strip_prefix("<path><P>")?.split("</path>\n<type>file").next()?;
            (!path.contains("<type>")).then(|| format!("{PROJECT}{path}"))
        };
        // A file that is named in two ways is sent twice.
        let sent: BTreeSet<_> = attached.iter().filter_map(path).collect();
        let own = preview.path.as_deref().unwrap();
        let files = shown.prompt.files.iter().map(|file| resolve(own, &file.path).unwrap());
        let files: BTreeSet<_> = files.collect();
        compare("attached", files == sent, format!("{files:?}"), format!("{sent:?}"));
    }
    if !is_agent {
        return found;
    }
    let tools = shown.tools.as_ref().unwrap();
    let sent = reading.tools.as_deref().unwrap_or_default();
    let sure: Vec<&String> = match tools.all {
        true => every.iter().filter(|name| !tools.without.contains(name)).collect(),
        false => tools.names.iter().collect(),
    };
    let has_all = sure.iter().all(|name| sent.contains(name));
    let has_others = sent.iter().any(|name| !sure.contains(&name) && !tools.sometimes.contains(name));
    compare("tools", has_all && !has_others, format!("{sure:?}"), format!("{sent:?}"));
    let loaded = |skill: &String| reading.skills.iter().any(|sent| sent.contains(&format!("/{skill}\n")));
    // A skill that is not there is passed over.
    let skills = shown.skills.iter().filter(|skill| *skill != "absent").collect::<Vec<_>>();
    let same = skills.iter().all(|skill| loaded(skill)) && skills.len() == reading.skills.len();
    compare("skills", same, format!("{skills:?}"), format!("{:?}", reading.skills));
    found
}

/// Why a preview differs, by the field and the path: `preview/differences.txt`.
fn differences() -> BTreeMap<(&'static str, &'static str), &'static str> {
    let line = |line: &'static str| {
        let (what, why) = line.split_once(": ").unwrap();
        (what.split_once(' ').unwrap(), why)
    };
    include_str!("preview/differences.txt").lines().map(line).collect()
}

/// Compares the previews of a tool's files with what it was seen to send.
fn compare_all(tool: &AskedTool, line_end: &str) {
    let (main, all) = readings(tool.readings);
    let cases = cases(tool.cases);
    let plain = all.iter().chain([&main]).find(|reading| reading.path == tool.plain).unwrap();
    let every = plain.tools.clone().unwrap();
    let mut known = differences();
    known.retain(|(_, path), _| cases.iter().any(|case| case.path == *path));
    let mut wrong = Vec::new();
    for reading in all.iter().filter(|reading| reading.path != "CLAUDE.md") {
        let case = cases.iter().find(|case| case.path == reading.path).unwrap();
        let preview = preview_of(tool.id, case, &cases);
        for (field, difference) in differing(&preview, reading, &main, (&every, line_end)) {
            if known.remove(&(field, case.path)).is_none() {
                wrong.push(format!("{}: {field}: {difference}", case.path));
            }
        }
    }
    wrong.extend(known.keys().map(|(field, path)| format!("{path}: {field}: it does not differ any more")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Rules are a part of the reading of the memory file.
    let unread = |case: &&PreviewCase| {
        case.path.starts_with('.')
            && !case.path.contains("/rules/")
            && !all.iter().any(|reading| reading.path == case.path)
    };
    let unread: Vec<_> = cases.iter().filter(unread).map(|case| case.path).collect();
    assert!(unread.is_empty(), "the tool was not asked about {unread:?}");
}

#[test]
fn previews_are_what_claude_code_sends() {
    compare_all(&CLAUDE_CODE, "");
}

#[test]
fn previews_are_what_opencode_sends() {
    compare_all(&OPENCODE, "\n");
}

#[test]
fn previews_are_what_qwen_code_sends() {
    compare_all(&QWEN_CODE, "");
}

#[test]
fn previews_are_what_gemini_cli_sends() {
    compare_all(&GEMINI_CLI, "\n[Shell command 'echo ran' terminated by signal 0]");
}

#[test]
fn instructions_are_sent_with_the_files_that_they_include() {
    let (_, all) = readings(CLAUDE_CODE.readings);
    let read = all.iter().find(|reading| reading.path == "CLAUDE.md").unwrap().prompt.clone().unwrap();
    let cases = cases(CLAUDE_CODE.cases);
    let shown =
        |path: &str| preview_of(CLAUDE_CODE.id, cases.iter().find(|case| case.path == path).unwrap(), &cases);
    let mut sent: Vec<(String, String)> = Vec::new();
    // A rule that is for some files only is not sent at once.
    for path in ["CLAUDE.md", ".claude/rules/always.md"] {
        let shown = shown(path).loaded.unwrap();
        sent.push((path.to_owned(), filled(&shown, "")));
        sent.extend(shown.prompt.files.into_iter().map(|file| (file.path, file.text)));
    }
    let read = read.strip_suffix("\n</system-reminder>").unwrap();
    let read = read.split("\n\nContents of <P>/").skip(1).map(|file| {
        let (heading, text) = file.split_once("\n\n").unwrap();
        (heading.split_once(" (").unwrap().0.to_owned(), text.to_owned())
    });
    assert_eq!(sent, read.collect::<Vec<_>>());
}
