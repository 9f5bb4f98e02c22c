//! A diagnostic as an excerpt of its source with carets.

use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use agentls_analysis::lint::Severity;
use agentls_analysis::printable::printable_source;
use agentls_workspace::files::to_slash;
use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use super::source_lines::{SourceLines, Window};
use crate::cli::diagnostic::{Report, ReportedDiagnostic, word};
use crate::cli::text::{printable, sentences, wrap};

/// The width of a report without a terminal, and the maximum width of sentences, in columns.
const WIDTH: usize = 100;

/// Minimum width, in columns. Narrower terminals wrap lines themselves.
const NARROWEST: usize = 40;

/// Maximum number of lines between two places that one excerpt shows.
const FARTHEST: usize = 1000;

/// The help line below a diagnostic that `agentls fix` fixes.
const FIXABLE: &str = "fixable with `agentls fix`";

/// The style of a report for people.
#[derive(Clone, Copy, Default)]
pub(crate) struct Style {
    colored: bool,
    /// Whether the totals are left out.
    pub(super) quiet: bool,
    /// The width of the terminal in columns, if there is one.
    terminal: Option<usize>,
}

impl Style {
    /// Returns the style for standard output.
    pub(crate) fn of_stdout(choice: clap::ColorChoice, quiet: bool) -> Self {
        let width = |(terminal_size::Width(width), _)| usize::from(width).max(NARROWEST);
        Self {
            colored: is_colored(choice),
            quiet,
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
/// (<https://force-color.org>, <https://no-color.org>; where both are set, as in ruff, colors are forced).
fn is_colored(choice: clap::ColorChoice) -> bool {
    match choice {
        clap::ColorChoice::Always => true,
        clap::ColorChoice::Never => false,
        clap::ColorChoice::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            set("FORCE_COLOR") || io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
        }
    }
}

/// Writes the diagnostics of a file, each with an empty line after it.
pub(super) fn write_human(report: &Report, style: Style, out: &mut impl Write) -> io::Result<()> {
    let path = to_slash(&report.path);
    let (path, text) = (printable(&path), printable_source(&report.text));
    let source = SourceLines::new(&text);
    report
        .diagnostics
        .iter()
        .try_for_each(|found| writeln!(out, "{}\n", excerpt(&path, &source, found, style)))
}

/// Returns the excerpt: the first clause above it, the rest of the message and notes below.
fn excerpt(path: &str, source: &SourceLines<'_>, found: &ReportedDiagnostic, style: Style) -> String {
    let near =
        found.related.as_ref().map(|(range, _)| range).filter(|range| !is_far(source, range, &found.range));
    let related = near.unwrap_or(&found.range);
    let shown = related.start.min(found.range.start)..related.end.max(found.range.end);
    render(path, source, source.around(&shown), found, style)
}

/// Whether two ranges are so far apart that the lines between are not worth to be looked at.
fn is_far(source: &SourceLines<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    source.line_at(one.start).abs_diff(source.line_at(other.start)) > FARTHEST
}

/// Renders the lines in a window.
fn render(
    path: &str,
    source: &SourceLines<'_>,
    window: Window<'_>,
    found: &ReportedDiagnostic,
    style: Style,
) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::INFO.with_name("hint"),
    };
    let primary = AnnotationKind::Primary.span(window.range(&found.range));
    let mut snippet = Snippet::source(window.text).line_start(window.line).path(path).annotation(primary);
    let gutter = gutter(source, found);
    let (context, related) = second_place(source, window, found, style.width().saturating_sub(gutter));
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
/// label as a note if that does not fit, or only as a note if it is far away.
fn second_place<'a>(
    source: &SourceLines<'_>,
    window: Window<'_>,
    found: &'a ReportedDiagnostic,
    width: usize,
) -> (Option<Annotation<'a>>, Option<String>) {
    let Some((range, message)) = &found.related else { return (None, None) };
    let (line, column) = (source.line_at(range.start), source.terminal_column(range.start));
    let (from, to) = (range.start.min(found.range.start), range.end.max(found.range.end));
    let is_wide = || {
        let between = source.slice(from..to);
        !between.contains('\n') && between.width() > width
    };
    if is_far(source, range, &found.range) || is_wide() {
        return (None, Some(format!("Line {line}, column {column}: {message}")));
    }
    let context = AnnotationKind::Context.span(window.range(range));
    if column + range.len() + message.width() <= width {
        return (Some(context.label(printable(message))), None);
    }
    (Some(context), Some(message.clone()))
}

/// Returns the width of the gutter before a note: line numbers, ` = ` and `note: `.
fn gutter(source: &SourceLines<'_>, found: &ReportedDiagnostic) -> usize {
    let related = found.related.as_ref().filter(|(range, _)| !is_far(source, range, &found.range));
    let end = found.range.end.max(related.map_or(0, |(range, _)| range.end));
    source.line_at(end).to_string().len() + " = note: ".len()
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
        let shown = excerpt(
            "a.md",
            &SourceLines::new(TEXT),
            &found(message),
            Style { terminal: Some(60), ..Style::default() },
        );
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
        let shown = excerpt("a.md", &SourceLines::new(TEXT), &found(message), Style::default());
        assert!(shown.lines().next().unwrap().ends_with(" in description"), "{shown}");
    }

    #[test]
    fn a_label_that_does_not_fit_is_a_note() {
        let label = "This is where it was said before, and where nobody looks for it.";
        let related = Some((4..8, label.to_owned()));
        let shown = |width| {
            let style = Style { terminal: Some(width), ..Style::default() };
            excerpt(
                "a.md",
                &SourceLines::new(TEXT),
                &ReportedDiagnostic { related: related.clone(), ..found("Bad.") },
                style,
            )
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
            let shown = excerpt(
                "a.md",
                &SourceLines::new(&text),
                &found(&message),
                Style { terminal: Some(width), ..Style::default() },
            );
            assert!(shown.lines().all(|line| line.width() <= width.max(60)), "{width}\n{shown}");
        }
    }

    /// Every range of a text, and every related one.
    #[test]
    fn an_excerpt_is_the_same_without_the_lines_around_it() {
        let text = "a: b\r\n\n  c\td\n\u{1f980} e\n---\n";
        let source = SourceLines::new(text);
        let whole = source.around(&(0..text.len()));
        let at: Vec<_> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for (start, end) in at.iter().flat_map(|start| at.iter().map(move |end| (*start, *end))) {
            for other in [None, Some(0..1), Some(9..10), Some(end..end)] {
                let related = other.map(|range| (range, "There.".to_owned()));
                let found = ReportedDiagnostic { range: start.min(end)..end, related, ..found("Bad.") };
                let shown = excerpt("a.md", &source, &found, Style::default());
                assert_eq!(shown, render("a.md", &source, whole, &found, Style::default()), "{found:?}");
            }
        }
    }

    #[test]
    fn a_place_far_away_is_a_note() {
        let text = "a\n".repeat(FARTHEST + 2);
        let related = Some((0..1, "There.".to_owned()));
        let range = text.len() - 2..text.len() - 1;
        let found = ReportedDiagnostic { range, related, ..found("Bad.") };
        let shown = excerpt("a.md", &SourceLines::new(&text), &found, Style::default());
        assert!(
            shown.contains(" --> a.md:1002:1") && shown.contains("= note: Line 1, column 1: There."),
            "{shown}"
        );
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
