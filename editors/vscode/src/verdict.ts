// What each tool does with the file in the editor: in the status bar, and in full where one asks.

import {
  commands, languages, MarkdownString, Range, Selection, StatusBarAlignment, TextEditorRevealType,
  ThemeColor, window,
  type Disposable, type QuickPickItem, type TextDocument, type TextEditor,
} from "vscode";
import type { Server } from "./server";

interface Span {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

interface Tool {
  tool: string;
  version: string;
  target: boolean;
  outcome: string;
  reason?: string;
  detail?: string;
  range?: Span;
  losses: { what: string; range?: Span }[];
}

interface Row extends QuickPickItem {
  range?: Span;
}

interface Answer {
  kind: string | null;
  reason: string | null;
  tools: Tool[];
}

const METHOD_NOT_FOUND = -32601;

const SAYS: Record<string, string> = {
  loads: "loads it",
  repaired: "loads it after a repair",
  placeholder: "loads it without its description or front matter",
  dropped: "does not load it",
  stops: "does not start",
};

export class Verdicts implements Disposable {
  private readonly item = window.createStatusBarItem("agentls.verdict", StatusBarAlignment.Right, 90);
  private readonly listeners: Disposable[];
  private known = true;

  constructor(private readonly server: Server) {
    this.item.name = "agentls";
    this.item.command = "agentls.showVerdict";
    this.listeners = [
      window.onDidChangeActiveTextEditor((editor) => this.look(editor?.document)),
      languages.onDidChangeDiagnostics((event) => {
        const document = window.activeTextEditor?.document;
        if (document && event.uris.some((uri) => uri.toString() === document.uri.toString())) {
          this.look(document);
        }
      }),
    ];
  }

  /** Shows the verdict about a document in the status bar. */
  async look(document: TextDocument | undefined): Promise<void> {
    const answer = await this.ask(document);
    if (document !== window.activeTextEditor?.document) {
      return;
    }
    void commands.executeCommand("setContext", "agentls.hasVerdict", Boolean(answer?.kind));
    if (!answer?.kind) {
      this.item.hide();
      return;
    }
    const loss = answer.tools.some((tool) => tool.target && lost(tool));
    this.item.text = `$(${loss ? "warning" : "check"}) ${label(answer.kind)}`;
    this.item.tooltip = new MarkdownString(inFull(answer));
    this.item.backgroundColor = loss ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }

  /** Lists what each tool does and what it leaves out. A choice selects the place in the file that it is about. */
  async show(): Promise<void> {
    const editor = window.activeTextEditor;
    const answer = await this.ask(editor?.document);
    if (!editor || !answer?.kind) {
      void window.showInformationMessage("This is not an agent file that agentls knows.");
      return;
    }
    const rows = answer.tools.flatMap((tool) => [
      { label: `$(${lost(tool) ? "error" : "check"}) ${tool.tool} ${tool.version}`, description: says(tool), range: tool.range },
      ...[tool.reason, tool.detail].flatMap((why) => why ? [{ label: `$(blank) ${label(why)}`, range: tool.range }] : []),
      ...tool.losses.map((loss) => ({ label: `$(blank) ${label(loss.what)}`, range: loss.range })),
    ]);
    const row = await window.showQuickPick<Row>(rows, { title: answer.kind, placeHolder: answer.reason ?? undefined });
    if (row?.range) {
      select(editor, row.range);
    }
  }

  dispose(): void {
    [this.item, ...this.listeners].forEach((part) => part.dispose());
  }

  private async ask(document: TextDocument | undefined): Promise<Answer | undefined> {
    const client = this.server.running;
    if (!client || !document || !this.known) {
      return undefined;
    }
    try {
      const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
      return (await client.sendRequest<Answer | null>("agentls/verdict", { textDocument })) ?? undefined;
    } catch (error) {
      this.known = (error as { code?: number }).code !== METHOD_NOT_FOUND;
      return undefined;
    }
  }
}

const lost = (tool: Tool): boolean => ["dropped", "stops"].includes(tool.outcome);

const says = (tool: Tool): string => SAYS[tool.outcome] ?? tool.outcome;

function select(editor: TextEditor, { start, end }: Span): void {
  const range = new Range(start.line, start.character, end.line, end.character);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** A text of a file in a label, in which VS Code would take `$(name)` for an icon. */
const label = (text: string): string => text.replaceAll("$(", "\\$(");

/** A text of a file in markdown. What stands in backticks is code, and all else is text. */
function prose(text: string): string {
  const parts = text.split("`");
  const isCode = (index: number) => index % 2 === 1 && index < parts.length - 1 && parts[index].trim() !== "";
  const escaped = (part: string) => part.replace(/[!-/:-@[-`{-~]/g, "\\$&");
  return parts.map((part, index) => (isCode(index) ? `\`${part}\`` : escaped(part))).join("");
}

/** The verdict as markdown. */
function inFull(answer: Answer): string {
  const tools = answer.tools.flatMap((tool) => [
    `- ${prose(`${tool.tool} ${tool.version} ${says(tool)}${tool.reason ? `: ${tool.reason}` : ""}${tool.detail ? `. ${tool.detail}` : ""}`)}`,
    ...tool.losses.map((loss) => `  - ${prose(loss.what)}`),
  ]);
  return [`**${prose(answer.kind ?? "")}**`, "", prose(answer.reason ?? ""), "", ...tools].join("\n");
}
