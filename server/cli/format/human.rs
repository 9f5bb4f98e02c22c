//! A diagnostic as an excerpt of its source with carets.

use std::io::{self, IsTerminal, Write};

use agentls_analysis::lint::Severity;
use agentls_analysis::printable::printable_source;
use agentls_workspace::files::to_slash;
use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use crate::cli::diagnostic::{Report, ReportedDiagnostic, word};
use crate::cli::text::{printable, sentences, wrap};

/// The width of a report without a terminal, and the maximum width of sentences, in columns.
const WIDTH: usize = 100;

/// Minimum width, in columns. Narrower terminals wrap lines themselves.
const NARROWEST: usize = 40;

/// The help line below a diagnostic that `agentls fix` fixes.
const FIXABLE: &str = "fixable with `agentls fix`";

/// The style of a report for people.
#[derive(Clone, Copy, Default)]
pub(crate) struct Style {
    colored: bool,
    /// The width of the terminal in columns, if there is one.
    terminal: Option<usize>,
}

impl Style {
    /// Returns the style for standard output.
    pub(crate) fn of_stdout(choice: clap::ColorChoice) -> Self {
        let width = |(terminal_size::Width(width), _)| usize::from(width).max(NARROWEST);
        Self {
            colored: is_colored(choice),
            terminal: terminal_size::terminal_size_of(io::stdout()).map(width),
        }
    }

    /// Wraps lines to the width of the terminal, if there is one.
    pub(crate) fn lines(self, text: &str) -> String {
        let wrapped = |line| self.terminal.map_or_else(|| String::from(line), |width| wrap(line, width));
        text.lines().map(wrapped).collect::<Vec<_>>().join("\n")
    }

    /// Returns the width of a report in columns.
    fn width(self) -> usize {
        self.terminal.unwrap_or(WIDTH)
    }

    /// Wraps a sentence to fit after a label.
    fn wrapped(self, text: &str, label: usize) -> String {
        let width = self.width().min(WIDTH).saturating_sub(label);
        wrap(&printable(text), width.max(NARROWEST / 2))
    }

    /// Wraps a title after its label on a terminal; elsewhere keeps one line, which can be searched.
    fn title(self, text: &str, label: usize) -> String {
        match self.terminal {
            Some(width) => wrap(&printable(text), width.saturating_sub(label).max(NARROWEST / 2)),
            None => printable(text).into_owned(),
        }
    }
}

/// Whether standard output is colored: if it is a terminal with color support, unless told otherwise
/// (<https://no-color.org>).
fn is_colored(choice: clap::ColorChoice) -> bool {
    match choice {
        clap::ColorChoice::Always => true,
        clap::ColorChoice::Never => false,
        clap::ColorChoice::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
        }
    }
}

/// Writes the diagnostics of a file, each with an empty line after it.
pub(super) fn write_human(report: &Report, style: Style, out: &mut impl Write) -> io::Result<()> {
    let path = to_slash(&report.path);
    let (path, text) = (printable(&path), printable_source(&report.text));
    report.diagnostics.iter().try_for_each(|found| writeln!(out, "{}\n", excerpt(&path, &text, found, style)))
}

/// Returns the excerpt: the first clause above it, the rest of the message and notes below.
fn excerpt(path: &str, text: &str, found: &ReportedDiagnostic, style: Style) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::INFO.with_name("hint"),
    };
    let mut snippet =
        Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(found.range.clone()));
    let gutter = gutter(text, found);
    let (context, related) = second_place(text, found, style.width().saturating_sub(gutter));
    snippet = snippet.annotations(context);
    let (first, rest) = sentences(&found.message);
    let label = format!("{}[{}]: ", word(found.severity), found.code).width();
    let mut group = level.primary_title(style.title(first, label)).id(found.code).element(snippet);
    let wrapped = |text: &str| style.wrapped(text, gutter);
    if !rest.is_empty() {
        group = group.element(Level::HELP.message(wrapped(rest)));
    }
    for note in related.iter().chain(&found.notes) {
        group = group.element(Level::NOTE.message(wrapped(note)));
    }
    if found.fixable {
        group = group.element(Level::HELP.message(FIXABLE));
    }
    let renderer = if style.colored { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width()).render(&[group])
}

/// Returns how an excerpt of so many columns shows the related range: underlined with a label, underlined with the
/// label as a note if that does not fit, or only as a note if it is far away on the same line.
fn second_place<'a>(
    text: &str,
    found: &'a ReportedDiagnostic,
    width: usize,
) -> (Option<Annotation<'a>>, Option<String>) {
    let Some((range, message)) = &found.related else { return (None, None) };
    let context = AnnotationKind::Context.span(range.clone());
    let (from, to) = (range.start.min(found.range.start), range.end.max(found.range.end));
    let between = text.get(from..to).unwrap_or_default();
    let (line, column) = terminal_position(text, range.start);
    if !between.contains('\n') && between.width() > width {
        return (None, Some(format!("Line {line}, column {column}: {message}")));
    }
    if column + range.len() + message.width() <= width {
        return (Some(context.label(printable(message))), None);
    }
    (Some(context), Some(message.clone()))
}

/// Returns the line and column of an offset, counted from one, in terminal columns.
fn terminal_position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.bytes().filter(|byte| *byte == b'\n').count() + 1, line.width() + 1)
}

/// Returns the width of the gutter before a note: line numbers, ` = ` and `note: `.
fn gutter(text: &str, found: &ReportedDiagnostic) -> usize {
    let related = found.related.as_ref().map_or(0, |(range, _)| range.end);
    let shown = text.get(..found.range.end.max(related)).unwrap_or(text);
    let lines = shown.bytes().filter(|byte| *byte == b'\n').count() + 1;
    lines.to_string().len() + " = note: ".len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::role::Role;

    const TEXT: &str = "---\nname: x\ndescription: Use this: now\n---\n";

    fn found(message: &str) -> ReportedDiagnostic {
        ReportedDiagnostic {
            code: "colon-in-plain-value",
            summary: "",
            address: String::new(),
            severity: Severity::Error,
            range: 33..34,
            message: message.to_owned(),
            notes: vec!["Copilot CLI and claude-flow, which read the same file, drop it as well.".to_owned()],
            related: None,
            fixable: true,
            fixes: Vec::new(),
        }
    }

    #[test]
    fn what_to_do_and_more_about_it_is_below_the_excerpt() {
        let message = "Claude Code drops this agent: unquoted \": \" in description. Quote the value.";
        let shown = excerpt("a.md", TEXT, &found(message), Style { colored: false, terminal: Some(60) });
        let lines = [
            "error[colon-in-plain-value]: Claude Code drops this agent:",
            "                             unquoted \": \" in description",
            " --> a.md:3:22",
            "  |",
            "3 | description: Use this: now",
            "  |                      ^",
            "  |",
            "  = help: Quote the value.",
            "  = note: Copilot CLI and claude-flow, which read the same",
            "          file, drop it as well.",
            "  = help: fixable with `agentls fix`",
        ];
        assert_eq!(shown, lines.join("\n"));
        let shown = excerpt("a.md", TEXT, &found(message), Style::default());
        assert!(shown.lines().next().unwrap().ends_with(" in description"), "{shown}");
    }

    #[test]
    fn a_label_that_does_not_fit_is_a_note() {
        let label = "This is where it was said before, and where nobody looks for it.";
        let related = Some((4..8, label.to_owned()));
        let shown = |width| {
            let style = Style { colored: false, terminal: Some(width) };
            excerpt("a.md", TEXT, &ReportedDiagnostic { related: related.clone(), ..found("Bad.") }, style)
        };
        assert!(shown(100).contains(&format!("  | ---- {label}\n")), "{}", shown(100));
        assert!(
            shown(60).contains("  | ----\n") && shown(60).contains("= note: This is where"),
            "{}",
            shown(60)
        );
    }

    #[test]
    fn every_line_fits_the_terminal() {
        let text = TEXT.replace("now", &"and this ".repeat(100));
        let message = format!("{}. {}", "Long words here ".repeat(20).trim(), "And more ".repeat(50).trim());
        for width in [40, 80, 300] {
            let shown =
                excerpt("a.md", &text, &found(&message), Style { colored: false, terminal: Some(width) });
            assert!(shown.lines().all(|line| line.width() <= width.max(60)), "{width}\n{shown}");
        }
    }

    #[test]
    fn control_characters_of_a_file_are_shown() {
        let text = TEXT.replace("now", "\u{1b}[31m\u{9b}31mnow\u{202e}");
        let diagnostics = vec![found("Bad \u{1b}[0m. Do \u{9b}.")];
        let report = Report { path: "a\u{1b}.md".into(), role: Role::Agent, text, diagnostics };
        let mut shown = Vec::new();
        write_human(&report, Style::default(), &mut shown).unwrap();
        let shown = String::from_utf8(shown).unwrap();
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown}");
        assert!(shown.contains("Use this: ␛[31m¤31mnow") && shown.contains("a␛.md"), "{shown}");
    }
}
