use agentls_analysis::ide::graph::{EdgeForm, GraphTool, GraphTotals};

use super::*;

/// Texts that are more than text to one of the formats.
const HOSTILE: [&str; 9] = [
    "a\"]:::x; n9",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`**bold**` [a](javascript:alert(1))",
    "\\\" label=\"x",
    "::error::x ##[error]x",
    "%%{init: {}}%% end #quot; &lt;",
    "\\N \\G \\",
    "]]> <!-- --> {{x}} |y| ␊",
];

fn hostile() -> Graph {
    let node = |(id, name): (usize, &&str)| GraphNode {
        id,
        name: (*name).to_owned(),
        role: "agent",
        title: Some((*name).to_owned()),
        path: Some((*name).to_owned()),
        description: Some((*name).to_owned()),
        missing: id == 1,
        island: id == 8,
        tools: vec![GraphTool {
            tool: "x",
            version: "1",
            target: true,
            outcome: "dropped",
            reason: Some((*name).to_owned()),
        }],
        ..GraphNode::default()
    };
    let edge = |(at, name): (usize, &&str)| GraphEdge {
        from: at,
        to: (at + 1) % 8,
        form: EdgeForm::Link,
        label: (*name).to_owned(),
        name: (*name).to_owned(),
        lines: vec![0],
        dead: at == 0,
        message: Some((*name).to_owned()),
        cycle: at == 3,
    };
    Graph {
        version: 1,
        root: "file:///w/".to_owned(),
        totals: GraphTotals::default(),
        nodes: HOSTILE.iter().enumerate().map(node).collect(),
        edges: HOSTILE.iter().take(8).enumerate().map(edge).collect(),
    }
}

#[test]
fn labels_of_mermaid_hold_no_markup() {
    let out = mermaid::write_mermaid(&hostile());
    let mut labels = 0;
    for line in out.lines() {
        let Some((_, rest)) = line.split_once('"') else { continue };
        let (label, _) = rest.rsplit_once('"').unwrap();
        let label = label.split("<br/><small>").next().unwrap();
        let plain = |c: char| c.is_ascii_alphanumeric() || " -/#;".contains(c) || !c.is_ascii();
        assert!(label.chars().all(plain), "{line}");
        // Each sign of number is one of a character.
        assert!(
            label.split('#').skip(1).all(|code| code.split(';').next().unwrap().parse::<u32>().is_ok()),
            "{line}"
        );
        labels += 1;
    }
    assert_eq!(labels, HOSTILE.len() + 8 + 1);
    assert!(out.contains("#60;/script#62;") && !out.contains("##[") && !out.contains("::error"), "{out}");
}

/// The strings of a text in the language of Graphviz, and what is around them.
fn split_strings(text: &str) -> (Vec<String>, String) {
    let (mut strings, mut around) = (Vec::new(), String::new());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '"' {
            around.push(char);
            continue;
        }
        let mut string = String::new();
        while let Some(char) = chars.next().filter(|char| *char != '"') {
            string.push(char);
            string.extend((char == '\\').then(|| chars.next().unwrap()));
        }
        strings.push(string);
    }
    (strings, around)
}

#[test]
fn strings_of_graphviz_are_closed() {
    let out = dot::write_dot(&hostile());
    let (strings, around) = split_strings(&out);
    for name in HOSTILE {
        let shown = strings.iter().any(|string| {
            string
                .replace("\\\\", "\u{1}")
                .replace("\\\"", "\"")
                .replace('\u{1}', "\\")
                .replace("&amp;", "&")
                .starts_with(name)
        });
        assert!(shown, "{name}: {strings:#?}");
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || " \n[]{}=->_".contains(c);
    assert!(around.chars().all(plain), "{around}");
}

#[test]
fn the_page_holds_names_as_data() {
    let graph = hostile();
    let page = page::write_page(&graph).unwrap();
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"graph\">").unwrap();
    let (data, rest) = rest.split_once("</script>").unwrap();
    assert!(!data.contains('<'), "{data}");
    let read: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(read, serde_json::to_value(&graph).unwrap());
    assert_eq!(page.matches("<script").count(), 2, "the data, and the script of the page");
    // Nothing but the data depends on what is in the graph.
    let other = page::write_page(&Graph { nodes: Vec::new(), edges: Vec::new(), ..graph }).unwrap();
    assert!(other.ends_with(rest) && !rest.contains(HOSTILE[2]));
    let policy = page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe"),
        "{policy}"
    );
}

#[test]
fn the_folder_that_paths_are_relative_to() {
    let here = shown_root(Path::new("."));
    for (path, root) in [
        ("tests", "tests/"),
        ("tests/example/.claude/agents/*.md", "tests/example/.claude/agents/"),
        ("**/*.md", ""),
        ("Cargo.toml", ""),
    ] {
        assert_eq!(shown_root(Path::new(path)), format!("{here}{root}"), "{path}");
    }
}
