// What each tool does with the file in the editor: in the status bar, and in full in a view.

import {
  commands, languages, MarkdownString, Position, Range, Selection, StatusBarAlignment, TextEditorRevealType, ThemeColor, window,
  workspace, type Disposable, type TextDocument, type WebviewView, type WebviewViewProvider,
} from "vscode";
import { PREVIEW_SCHEME, type Previews } from "./preview";
import type { Server } from "./server";
import { lost, says, VERDICT_VIEW, viewOf, type Span, type Verdict } from "./verdictPage";

const METHOD_NOT_FOUND = -32601;

/** How long nothing must be typed before a verdict is asked for again, in milliseconds. */
const PAUSE = 100;

export class Verdicts implements Disposable, WebviewViewProvider {
  private readonly item = window.createStatusBarItem("agentls.verdict", StatusBarAlignment.Right, 90);
  private readonly listeners: Disposable[];
  private view: WebviewView | undefined;
  private shown: { verdict: Verdict; document: TextDocument } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private known = true;

  constructor(
    private readonly server: Server,
    private readonly previews: Previews,
  ) {
    this.item.name = "agentls";
    this.item.command = "agentls.showVerdict";
    const follow = (document: TextDocument) => document === window.activeTextEditor?.document && this.later();
    this.listeners = [
      window.registerWebviewViewProvider(VERDICT_VIEW, this),
      commands.registerCommand("agentls.showVerdict", () => this.show()),
      commands.registerCommand("agentls.showCause", (tool: number, loss?: number) => this.reveal(tool, loss)),
      commands.registerCommand("agentls.previewOfTool", (tool: number) => this.preview(tool)),
      // There is none for a moment between two editors.
      window.onDidChangeActiveTextEditor((editor) => (editor ? void this.look(editor.document) : this.later())),
      workspace.onDidChangeTextDocument(({ document }) => follow(document)),
      // The settings may have changed, or a file that this one depends on.
      languages.onDidChangeDiagnostics(({ uris }) => {
        const document = window.activeTextEditor?.document;
        if (document && uris.some((uri) => uri.toString() === document.uri.toString())) {
          this.later();
        }
      }),
    ];
  }

  /** Shows the verdict about a document in the status bar and in the view. */
  async look(document: TextDocument | undefined): Promise<void> {
    clearTimeout(this.timer);
    const isBeside = !document || document.uri.scheme === PREVIEW_SCHEME;
    if (isBeside && window.visibleTextEditors.some((editor) => editor.document === this.shown?.document)) {
      // The file is still in sight, and a preview or a panel beside it has the focus.
      return;
    }
    const verdict = await this.ask(document);
    if (document !== window.activeTextEditor?.document) {
      return;
    }
    this.shown = document && verdict?.kind ? { verdict, document } : undefined;
    void commands.executeCommand("setContext", "agentls.hasVerdict", Boolean(this.shown));
    this.fill();
    if (!verdict?.kind) {
      this.item.hide();
      return;
    }
    const loss = verdict.tools.some((tool) => tool.target && lost(tool));
    this.item.text = `$(${loss ? "warning" : "check"}) ${label(verdict.kind)}`;
    this.item.tooltip = new MarkdownString(inFull(verdict));
    this.item.backgroundColor = loss ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }

  resolveWebviewView(view: WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: false, localResourceRoots: [], enableCommandUris: ["agentls.showCause", "agentls.previewOfTool"] };
    view.onDidDispose(() => { this.view = undefined; });
    this.fill();
  }

  dispose(): void {
    clearTimeout(this.timer);
    [this.item, ...this.listeners].forEach((part) => part.dispose());
  }

  /** Opens the view. */
  private async show(): Promise<void> {
    if (!this.shown) {
      void window.showInformationMessage("This is not an agent file that agentls knows.");
      return;
    }
    await commands.executeCommand(`${VERDICT_VIEW}.focus`);
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(window.activeTextEditor?.document), PAUSE);
  }

  /** Puts what is known into the view. A page that stays the same is not loaded again. */
  private fill(): void {
    const html = this.view && this.shown && viewOf(this.shown.verdict);
    if (this.view && html && html !== this.view.webview.html) {
      this.view.webview.html = html;
    }
    if (this.view) {
      this.view.description = this.shown?.verdict.kind ?? undefined;
    }
  }

  /** Selects the place of a reason or of a loss, by their numbers. */
  private async reveal(tool: number, loss?: number): Promise<void> {
    const found = this.shown?.verdict.tools[tool];
    const place = loss === undefined ? found?.range : found?.losses[loss]?.range;
    if (this.shown && place) {
      const selection = rangeOf(place);
      const editor = await window.showTextDocument(this.shown.document, { selection, preserveFocus: false });
      editor.selection = new Selection(selection.start, selection.end);
      editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  /** Shows what a tool makes of the file, by the number of the tool. */
  private async preview(tool: number): Promise<void> {
    const found = this.shown?.verdict.tools[tool];
    if (this.shown && found) {
      await this.previews.open({ document: this.shown.document, tool: `${found.id}@${found.version}`, title: found.tool });
    }
  }

  private async ask(document: TextDocument | undefined): Promise<Verdict | undefined> {
    const client = this.server.running;
    if (!client || !document || !this.known) {
      return undefined;
    }
    try {
      const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
      return (await client.sendRequest<Verdict | null>("agentls/verdict", { textDocument })) ?? undefined;
    } catch (error) {
      this.known = (error as { code?: number }).code !== METHOD_NOT_FOUND;
      return undefined;
    }
  }
}

function rangeOf({ start, end }: Span): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
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
function inFull(verdict: Verdict): string {
  const tools = verdict.tools.flatMap((tool) => [
    `- ${prose(`${tool.tool} ${tool.version} ${says(tool)}${tool.reason ? `: ${tool.reason}` : ""}${tool.detail ? `. ${tool.detail}` : ""}`)}`,
    ...tool.losses.map((loss) => `  - ${prose(loss.what)}`),
  ]);
  return [`**${prose(verdict.kind ?? "")}**`, "", prose(verdict.reason ?? ""), "", ...tools].join("\n");
}
