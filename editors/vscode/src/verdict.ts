// What each tool does with the file in the editor: in the status bar, and in full where one asks.

import {
  commands, languages, MarkdownString, StatusBarAlignment, ThemeColor, window,
  type Disposable, type TextDocument,
} from "vscode";
import type { Server } from "./server";

interface Tool {
  tool: string;
  version: string;
  target: boolean;
  outcome: string;
  reason?: string;
  losses: { what: string }[];
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
  placeholder: "loads it with a placeholder",
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
    const lost = answer.tools.filter((tool) => tool.target && ["dropped", "stops"].includes(tool.outcome));
    const loss = lost.length > 0;
    this.item.text = `$(${loss ? "warning" : "check"}) ${answer.kind}`;
    this.item.tooltip = new MarkdownString(inFull(answer));
    this.item.backgroundColor = loss ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }

  /** Shows the verdict in full, in a document of its own beside the file. */
  async show(): Promise<void> {
    const answer = await this.ask(window.activeTextEditor?.document);
    if (!answer?.kind) {
      void window.showInformationMessage("This is no agent file that agentls knows.");
      return;
    }
    const lines = answer.tools.map((tool) => ({
      label: `$(${["dropped", "stops"].includes(tool.outcome) ? "error" : "check"}) ${tool.tool} ${tool.version}`,
      description: SAYS[tool.outcome] ?? tool.outcome,
      detail: [tool.reason, ...tool.losses.map((loss) => loss.what)].filter(Boolean).join(" · ") || undefined,
    }));
    await window.showQuickPick(lines, { title: answer.kind, placeHolder: answer.reason ?? undefined });
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

/** The verdict as markdown. */
function inFull(answer: Answer): string {
  const tools = answer.tools.flatMap((tool) => [
    `- ${tool.tool} ${tool.version} ${SAYS[tool.outcome] ?? tool.outcome}${tool.reason ? `: ${tool.reason}` : ""}`,
    ...tool.losses.map((loss) => `  - ${loss.what}`),
  ]);
  return [`**${answer.kind}**`, "", answer.reason ?? "", "", ...tools].join("\n");
}
