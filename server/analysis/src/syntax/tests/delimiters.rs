//! Delimiters of front matter, and lines in place of them.

use super::*;

#[test]
fn delimiters() {
    check(
        r#"
        ---
        name: x
        tools: Read
        ^^^^^^^^^^^ Unclosed

        You are an expert.
        "#,
    );
    check(
        r#"
        ---
        name: x
        # c
        # d
        tools: Read
        ^^^^^^^^^^^ Unclosed
        ---body
        "#,
    );
    // These may be headings of the body.
    check(
        r#"
        ---
        name: x
        ^^^^^^^ Unclosed
        # Title

        Use: this
        "#,
    );
    check(
        r#"
        ---
        name: x
        ^^^^^^^ Unclosed

        # Title
        Use: this
        "#,
    );
    check(
        r#"
        ---
        name: x
        ------
        ^^^^^^ NearClose

        # Title

        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        ...
        ^^^ NearClose

        Text
        "#,
    );
    check(
        r#"
        name: x
        ^^^^^^^ Unopened
        description: y
        ---
        text
        "#,
    );
    let syntax = Syntax::parse(&Text::from("\n---\nname: x\n---\n"));
    assert_eq!(tree(&syntax), r#"{name="x" }"#);
    assert_eq!(syntax.front_matter().unwrap().problems, [Problem::Displaced(0..1)]);
}

#[test]
fn no_front_matter() {
    for text in [
        "",
        "# Title\n",
        "---\n\nA rule above.\n",
        "Note: this is prose.\nIt goes on\n\n---\n",
        "----\nprose\n----\n",
        "***\n\nNote: a rule above\nand prose\n\n***\n",
    ] {
        assert!(Syntax::parse(&Text::from(text)).front_matter().is_none(), "{text:?}");
    }
}

#[test]
fn lines_that_stand_in_place_of_dashes() {
    for (open, close) in
        [("--", "--"), ("----", "----"), ("----", "---"), ("—", "—"), ("***", "***"), ("```yaml", "```")]
    {
        let text = format!("{open}\nname: x\ntools: Read\n{close}\nbody\n");
        let syntax = Syntax::parse(&Text::from(text.as_str()));
        let front = syntax.front_matter().expect("front matter");
        assert_eq!(front.problems, [Problem::NearOpen(0..open.len())], "{text}");
        assert_eq!(front.yaml.root.as_ref().map(|root| root.entries().len()), Some(2), "{text}");
        assert_eq!(&text[syntax.body_start()..], "body\n");
    }
    let toml = Syntax::parse(&Text::from("+++\nname = \"x\"\n+++\n"));
    assert!(toml.front_matter().is_some_and(|front| front.yaml.root.is_none()));
}
