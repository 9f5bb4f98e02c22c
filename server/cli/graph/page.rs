//! A graph as a page in one file, which needs no network.
//!
//! Text of files gets into the page as data only: as JSON without `<`, which the script puts into the page as text. The
//! page's policy lets nothing run but its own script, and loads nothing.

use agentls_analysis::ide::graph::Graph;

use super::digest::digest_source;

/// The markup of the body.
const MARKUP: &str = include_str!("page/page.html");

const STYLE: &str = include_str!("page/page.css");

/// The script, in the order in which its parts need each other.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("page/model.js"),
    include_str!("page/layout.js"),
    include_str!("page/draw.js"),
    include_str!("page/panel.js"),
    include_str!("page/main.js"),
);

/// Writes the page.
///
/// # Errors
/// If the graph cannot be written as JSON.
pub(super) fn write_page(graph: &Graph) -> serde_json::Result<String> {
    let data = serde_json::to_string(graph)?.replace('<', "\\u003c");
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        digest_source(SCRIPT),
        digest_source(STYLE)
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Agents</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{MARKUP}\
         <script type=\"application/json\" id=\"graph\">{data}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    ))
}
