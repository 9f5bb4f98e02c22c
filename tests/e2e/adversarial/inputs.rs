//! Texts that nobody writes and anybody may send: too deep, too long, too many.

/// A text with its name. Each is an agent's file as a whole.
pub(crate) struct Input {
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

/// All of them, with about `many` of each thing: 100,000 is what the server is held against.
pub(crate) fn inputs(many: usize) -> Vec<Input> {
    let mut all: Vec<_> =
        bodies(many).into_iter().map(|(name, body)| Input { name, text: format!("{FRONT}{body}") }).collect();
    all.extend(fronts(many).into_iter().map(|(name, text)| Input { name, text }));
    all
}

const FRONT: &str = "---\nname: x\ndescription: d\n---\n";

/// What stands behind front matter that is right.
fn bodies(many: usize) -> Vec<(&'static str, String)> {
    let deep = many / 10;
    let runs =
        |char: &str, most: usize| (1..most).map(|length| char.repeat(length) + " ").collect::<String>();
    let numbered = |of: &dyn Fn(usize) -> String| (0..many).map(of).collect::<String>();
    // What the server looks at has an end, and this is it.
    let fitting = |each: usize, of: &dyn Fn(usize) -> String| (0..deep / each).map(of).collect::<String>();
    let root = |part: usize| (part as f64).sqrt() as usize;
    vec![
        ("quotes, deep in a line", ">".repeat(deep) + " x\n"),
        ("quotes, deep by lines", (0..root(many * 10)).map(|depth| "> ".repeat(depth) + "x\n\n").collect()),
        ("quotes, deep and lazy", ("> ".repeat(deep) + "x\n").repeat(3) + &"lazy\n".repeat(deep)),
        ("lists, deep in a line", "- ".repeat(deep) + "x\n"),
        ("lists, deep by lines", (0..root(many * 10)).map(|depth| "  ".repeat(depth) + "- x\n").collect()),
        ("lists, deep and then blank", "- ".repeat(deep) + "x\n" + &"\n".repeat(deep) + "y\n"),
        ("numbered lists, deep in a line", "1. ".repeat(deep) + "x\n"),
        ("lists in quotes, deep", "> - ".repeat(deep) + "x\n"),
        ("stars", "*".repeat(many) + "\n"),
        ("stars and letters", "*a ".repeat(many) + "\n"),
        ("stars, two and one", "*a **a ".repeat(many / 2) + "\n"),
        ("underscores", "_a ".repeat(many) + "\n"),
        ("backticks", "`".repeat(many) + "\n"),
        ("backticks, longer and longer", runs("`", root(many * 10)) + "\n"),
        ("backticks and letters", "`a ".repeat(many) + "\n"),
        ("code, one after the other", "`a` ".repeat(many) + "\n"),
        ("brackets", "[".repeat(many) + "\n"),
        ("brackets, open and closed", "[".repeat(many) + &"]".repeat(many) + "\n"),
        ("brackets and letters", "[a](".repeat(many) + "\n"),
        ("images in images", "![".repeat(many) + &"](x)".repeat(many) + "\n"),
        ("angles", "<".repeat(many) + "\n"),
        ("tags", "<a b=\"".repeat(many) + "\n"),
        ("comments", "a <!-- b ".repeat(many) + "\n"),
        ("declarations", "a <!A <? <![CDATA[ ".repeat(many / 4) + "\n"),
        ("entities", "&amp".repeat(many) + "\n"),
        ("backslashes", "\\".repeat(many) + "\n"),
        ("tables, wide", "|a".repeat(many) + "|\n" + &"|-".repeat(many) + "|\n"),
        (
            "tables, wide and short",
            format!("{}|\n{}|\n{}", "|a".repeat(deep), "|-".repeat(deep), "|\n".repeat(deep)),
        ),
        ("definitions", numbered(&|at| format!("[a{at}]: b{at}.md\n"))),
        ("definitions of one name", "[a]: b.md\n".repeat(many)),
        ("names of definitions", "[a]: b.md\n\n".to_owned() + &"[a] ".repeat(many)),
        ("links in a line", numbered(&|at| format!("[a](b{at}.md) ")) + "\n"),
        ("links to anchors", numbered(&|at| format!("[a](#b{at})\n"))),
        ("links to anchors, just not too many", fitting(2, &|at| format!("# H{at}\n[a](#b{at})\n"))),
        ("links, just not too many", fitting(1, &|at| format!("[a](b{at}.md) "))),
        ("references, just not too many", fitting(1, &|at| format!("Use the `a{at}` agent.\n"))),
        ("headings", numbered(&|at| format!("# H{at}\n"))),
        ("headings of one name", "# H\n".repeat(many)),
        ("headings, underlined", "a\n=\n".repeat(many)),
        ("references", numbered(&|at| format!("Use the `a{at}` agent.\n"))),
        ("references in a line", numbered(&|at| format!("`a{at}` agent, ")) + "\n"),
        ("calls", "Task(".repeat(many) + "\n"),
        ("calls that end", "Task({subagent_type: \"a\"}) ".repeat(many) + "\n"),
        ("fences", "```\n".repeat(many)),
        ("fences, never closed", "```sh\nnpx a b c d\n".repeat(many)),
        ("words to agentls", "<!-- agentls: ignore-next-line unknown-key -->\n".repeat(many)),
        ("words to agentls in a line", "agentls:".repeat(many) + "\n"),
        ("a long line", "word ".repeat(many * 4) + "\n"),
        ("a long word", "x".repeat(many * 12) + "\n"),
        ("carriage returns", "a\r".repeat(many)),
        ("line breaks", "\n".repeat(many * 10)),
        ("tabs", "\t".repeat(many) + "x\n"),
        ("every byte", (0..many / 128).flat_map(|_| (0..=255u8).map(char::from)).collect()),
        ("zero bytes", "\0".repeat(many)),
        ("marks that combine", "e".to_owned() + &"\u{301}".repeat(many)),
        ("faces in a line", "🦀".repeat(many) + "\n"),
        ("prose of 10 MB", "A line of prose that says nothing at all.\n".repeat(many * 5 / 2)),
    ]
}

/// Whole texts whose front matter is the trouble.
fn fronts(many: usize) -> Vec<(&'static str, String)> {
    let front = |yaml: String| format!("---\nname: x\ndescription: d\n{yaml}\n---\nbody\n");
    // As much as is read of front matter, and far more.
    let (fits, over) = (many * 6 / 10, many);
    let keys = |count: usize| (0..count).map(|at| format!("k{at}: v\n")).collect::<String>();
    let bomb: String = (1..40).map(|at| format!("a{at}: &a{at} [*a{0}, *a{0}, *a{0}]\n", at - 1)).collect();
    vec![
        ("front: keys", front(keys(over))),
        ("front: keys that fit", front(keys(fits / 9))),
        ("front: one key", front("name: y\n".repeat(fits / 9))),
        ("front: keys that are faulty", front("k: a: b\n".repeat(fits / 9))),
        ("front: lists, deep in a line", front(format!("tools: {}x", "- ".repeat(fits / 2)))),
        (
            "front: keys, deep",
            front((0..(fits as f64).sqrt() as usize).map(|at| " ".repeat(at) + "k:\n").collect()),
        ),
        ("front: brackets", front(format!("tools: {}", "[".repeat(fits)))),
        (
            "front: brackets that close",
            front(format!("tools: {}{}", "[".repeat(fits / 2), "]".repeat(fits / 2))),
        ),
        ("front: braces", front(format!("tools: {}", "{a: ".repeat(fits / 4)))),
        (
            "front: braces that close",
            front(format!("tools: {}x{}", "{a: ".repeat(fits / 5), "}".repeat(fits / 5))),
        ),
        ("front: an alias bomb", front(format!("a0: &a0 [x]\n{bomb}tools: *a39"))),
        ("front: an alias to itself", front("tools: &a [*a, *a]".to_owned())),
        ("front: anchors", front((0..fits / 12).map(|at| format!("- &a{at} x\n")).collect())),
        ("front: stars", front(format!("tools: {}", "*".repeat(fits)))),
        ("front: quotes", front(format!("description: {}", "\"".repeat(fits)))),
        ("front: a quote without end", front(format!("description: \"{}", "x\n".repeat(fits / 2)))),
        ("front: a long value", front(format!("description: {}", "x ".repeat(fits / 2)))),
        ("front: question marks", front("? ".repeat(fits / 2))),
        ("front: colons", front(format!("a{}", ": ".repeat(fits / 2)))),
        ("front: tags", front(format!("a: {}", "!a ".repeat(fits / 3)))),
        ("front: comments", front("# c\n".repeat(fits / 4))),
        ("front: words to agentls", front("# agentls: ignore unknown-key\n".repeat(fits / 30))),
        ("front: tabs", front("a:\n\t- b\n".repeat(fits / 8))),
        ("front: items", front(format!("tools:\n{}", "  - Raed\n".repeat(fits / 9)))),
        ("front: items in a line", front(format!("tools: {}", "Raed, ".repeat(fits / 6)))),
        ("front: colours", front("color: rde\n".repeat(fits / 11))),
        ("front: without end", format!("---\nname: x\n{}", keys(over))),
        ("front: without end, a list", format!("---\ntools:\n{}", "  - a\n".repeat(over))),
        ("front: dashes", "---\n".repeat(over)),
        ("front: long dashes", format!("---\nname: x\n{}", "-----\nname: y\n".repeat(over))),
        ("front: dashes in a line", "-".repeat(over)),
        ("front: comments before it", "<!-- a -->\n".repeat(over) + "---\nname: x\n---\n"),
        ("front: every byte", front((0..=255u8).map(char::from).collect())),
    ]
}
