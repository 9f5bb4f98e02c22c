// The page of the view that says what each tool does with a file. It has no script, and its links are commands.

import { createHash } from "node:crypto";

/** The id of the view in package.json. */
export const VERDICT_VIEW = "agentls.toolVerdicts";

export interface Span {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** What one tool does with the file. */
export interface Tool {
  id: string;
  tool: string;
  version: string;
  checked: string;
  target: boolean;
  outcome: string;
  reason?: string;
  detail?: string;
  range?: Span;
  losses: { what: string; range?: Span }[];
}

/** The answer to `agentls/verdict`. */
export interface Verdict {
  kind: string | null;
  reason: string | null;
  tools: Tool[];
}

const SAYS: Record<string, string> = {
  loads: "loads it",
  repaired: "loads it after a repair",
  placeholder: "loads it without its description or front matter",
  dropped: "does not load it",
  stops: "does not start",
};

const STYLE = `
body { padding: 0 12px 12px; line-height: 1.5; overflow-wrap: anywhere; }
p, ul { margin: 0 0 6px; }
ul { padding: 0; list-style: none; }
ul ul { padding-left: 1.4em; list-style: disc; }
.tool { margin-top: 8px; }
.name { font-weight: bold; }
.good::before { content: "✓ "; color: var(--vscode-testing-iconPassed); }
.part::before { content: "! "; color: var(--vscode-editorWarning-foreground); }
.bad::before { content: "✗ "; color: var(--vscode-editorError-foreground); }
.quiet, .preview { color: var(--vscode-descriptionForeground); }
.preview { float: right; margin-left: 8px; }
a { color: inherit; text-decoration: underline dotted; text-underline-offset: 3px; }
a:hover, a:focus { color: var(--vscode-textLink-foreground); }
code { font-family: var(--vscode-editor-font-family); }
`;

/** The page loads nothing, and no script runs. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

export const lost = (tool: Tool): boolean => ["dropped", "stops"].includes(tool.outcome);

export const says = (tool: Tool): string => SAYS[tool.outcome] ?? tool.outcome;

/** The page about a verdict. Places are named by their numbers, so that the page stays the same while lines move. */
export function viewOf(verdict: Verdict): string {
  const listed = verdict.tools.map((tool, index) => ({ target: tool.target, html: entryOf(tool, index) }));
  const own = listed.filter(({ target }) => target);
  const others = listed.filter(({ target }) => !target);
  const list = (tools: typeof listed) => (tools.length > 0 ? `<ul>${tools.map(({ html }) => html).join("")}</ul>` : "");
  const heading = own.length > 0 && others.length > 0 ? '<p class="quiet tool">Others that read this folder:</p>' : "";
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style></head><body id="agentls-verdict">`,
    `<p class="quiet">${prose(verdict.reason ?? "")}</p>`,
    verdict.tools.length > 0 ? list(own) + heading + list(others) : "<p>Whether its tools load it is not modelled.</p>",
    "</body></html>",
  ].join("");
}

function entryOf(tool: Tool, index: number): string {
  const mark = lost(tool) ? "bad" : tool.losses.length > 0 || tool.outcome === "placeholder" ? "part" : "good";
  const reason = tool.reason ? `: ${linked(tool.reason, tool.range, index)}` : "";
  const losses = tool.losses.map((loss, number) => `<li>${linked(loss.what, loss.range, index, number)}</li>`).join("");
  return [
    `<li class="tool"><a class="preview" href="${link("agentls.previewOfTool", index)}" title="What ${escaped(tool.tool)} makes of the file">preview</a>`,
    `<span class="${mark}"><span class="name" title="Checked on ${escaped(tool.checked)}">${escaped(`${tool.tool} ${tool.version}`)}</span> ${escaped(says(tool))}${reason}</span>`,
    tool.detail ? `<div>${prose(tool.detail)}</div>` : "",
    losses ? `<ul>${losses}</ul>` : "",
    "</li>",
  ].join("");
}

/** A text that leads to its place, if it has one. */
function linked(text: string, place: Span | undefined, ...numbers: number[]): string {
  return place ? `<a href="${link("agentls.showCause", ...numbers)}" title="Go to its place">${prose(text)}</a>` : prose(text);
}

const link = (command: string, ...numbers: number[]): string => `command:${command}?${encodeURIComponent(JSON.stringify(numbers))}`;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

/** A text of a file. What stands in backticks is code, and all else is text. */
const prose = (text: string): string => escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");
