// The graph of who calls whom: the page of `agentls graph` beside the editors, which follows what is written.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  languages, Position, Selection, Uri, ViewColumn, window, workspace,
  type Disposable, type ExtensionContext, type WebviewPanel, type WorkspaceFolder,
} from "vscode";
import type { Server } from "./server";

interface Page {
  markup: string;
  style: string;
  script: string;
}

/** What the page says: that it can show a graph, or that a file is to be opened. */
type Said = { type: "ready" } | { type: "open"; uri: string; line: number };

/** How long nothing has to change before the graph is asked for again, in milliseconds: longer where an answer takes long. */
const QUIET = 600;

export class GraphView implements Disposable {
  private panel: WebviewPanel | undefined;
  private folder: WorkspaceFolder | undefined;
  private timer: NodeJS.Timeout | undefined;
  private shown = "";
  private took = 0;
  private stale = false;
  private readonly listeners: Disposable[];

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
  ) {
    const later = () => this.later();
    this.listeners = [
      // The server's findings follow each change that it knows of. Some changes have none.
      languages.onDidChangeDiagnostics(later),
      workspace.onDidChangeTextDocument((event) => event.contentChanges.length > 0 && later()),
      workspace.onDidSaveTextDocument(later),
      workspace.onDidCreateFiles(later),
      workspace.onDidDeleteFiles(later),
      workspace.onDidRenameFiles(later),
      server.onReady(later),
    ];
  }

  /** Shows the graph of a folder of the workspace; asks which one if there are several. */
  async show(): Promise<void> {
    const folders = workspace.workspaceFolders ?? [];
    const folder = folders.length > 1 ? await window.showWorkspaceFolderPick({ placeHolder: "The graph of which folder?" }) : folders[0];
    if (!folder) {
      if (folders.length === 0) {
        void window.showInformationMessage("Open a folder first: the graph shows the agent files in it.");
      }
      return;
    }
    await this.server.start();
    if (this.folder !== folder) {
      this.shown = "";
    }
    this.folder = folder;
    if (this.panel) {
      this.panel.reveal();
      return this.send();
    }
    this.panel = window.createWebviewPanel("agentls.graph", "Agents", ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [],
      enableFindWidget: false,
    });
    this.panel.onDidDispose(() => { this.panel = undefined; });
    this.panel.onDidChangeViewState(() => this.stale && this.panel?.visible && this.later());
    this.panel.webview.onDidReceiveMessage((said: Said) => this.hear(said));
    this.panel.webview.html = this.page();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    this.listeners.forEach((listener) => listener.dispose());
  }

  /** Asks for the graph when nothing has changed for a while, if somebody looks at it. */
  private later(): void {
    if (!this.panel) {
      return;
    }
    clearTimeout(this.timer);
    this.stale = !this.panel.visible;
    if (this.panel.visible) {
      this.timer = setTimeout(() => void this.send(), Math.max(QUIET, 2 * this.took));
    }
  }

  /** Sends the graph to the page, unless that is the one it shows. */
  private async send(): Promise<void> {
    const client = this.server.running;
    if (!client || !this.folder) {
      return;
    }
    const begin = performance.now();
    let graph: unknown;
    try {
      const workspaceFolder = client.code2ProtocolConverter.asUri(this.folder.uri);
      graph = await client.sendRequest("agentls/graph", { workspaceFolder });
    } catch (error) {
      this.server.log.error(`The graph could not be made: ${String(error)}`);
      if (this.shown === "") {
        void window.showErrorMessage(`agentls could not make the graph: ${String(error)}`);
      }
      return;
    }
    this.took = performance.now() - begin;
    const text = JSON.stringify(graph);
    if (graph && text !== this.shown && (await this.panel?.webview.postMessage({ type: "graph", graph }))) {
      this.shown = text;
    }
  }

  private hear(said: Said): void {
    if (said.type === "ready") {
      this.shown = "";
      void this.send();
    } else {
      void open(said.uri, said.line);
    }
  }

  /** The page with its script, which alone may run. It loads nothing. */
  private page(): string {
    const page: Page = JSON.parse(readFileSync(join(this.context.extensionPath, "dist", "page.json"), "utf8"));
    const nonce = randomBytes(16).toString("base64");
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
    return [
      '<!doctype html><html lang="en"><head><meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}"><title>Agents</title>`,
      `<style nonce="${nonce}">${page.style}</style></head><body>${page.markup}`,
      `<script nonce="${nonce}">${page.script}</script></body></html>`,
    ].join("\n");
  }
}

/** Opens a file of this computer at a line, and nothing else. */
async function open(uri: string, line: number): Promise<void> {
  const file = Uri.parse(uri, true);
  if (file.scheme !== "file") {
    return;
  }
  const place = new Position(Math.max(0, Math.trunc(line) || 0), 0);
  await window.showTextDocument(file, { selection: new Selection(place, place), viewColumn: ViewColumn.Beside });
}
