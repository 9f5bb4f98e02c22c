// The server's process: which program it is, when it runs, what it is told.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { EventEmitter, window, workspace, type ExtensionContext } from "vscode";
import type { LanguageClient, LanguageClientOptions } from "vscode-languageclient/node";
import { BuiltIn } from "./builtin";
import { announceCommands } from "./lens";

export class Server {
  /** What the server and the client say to people who look for a fault. */
  readonly log = window.createOutputChannel("agentls", { log: true });
  private readonly ready = new EventEmitter<void>();
  readonly onReady = this.ready.event;
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private readonly builtIn = new BuiltIn(() => this.askAgain());

  constructor(
    private readonly context: ExtensionContext,
    private readonly languageIds: string[],
  ) {
    const changed = workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("agentls.server.path")) {
        await this.restart();
      } else if (event.affectsConfiguration("agentls")) {
        this.builtIn.look();
        await this.running?.sendNotification("workspace/didChangeConfiguration", { settings: { agentls: settings() } });
      }
    });
    context.subscriptions.push(this.log, this.ready, this.builtIn, changed);
  }

  get isStarted(): boolean {
    return this.starting !== undefined;
  }

  /** The client, once it can be asked. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  get capabilities() {
    return this.running?.initializeResult?.capabilities;
  }

  /** Starts the server, unless it was started before. */
  start(): Promise<void> {
    this.starting ??= this.run();
    return this.starting;
  }

  async stop(): Promise<void> {
    await this.starting;
    this.starting = undefined;
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private async run(): Promise<void> {
    const command = program(this.context);
    // The client is large, and is not loaded where no server is started.
    const { LanguageClient, TransportKind } = await import("vscode-languageclient/node");
    const client = new LanguageClient("agentls", "agentls", { command, transport: TransportKind.stdio }, this.options());
    announceCommands(client);
    try {
      await client.start();
    } catch (error) {
      const hint = "Install it, or set agentls.server.path to the program.";
      void window.showErrorMessage(`agentls could not be started (${command}): ${String(error)} ${hint}`);
      return;
    }
    this.client = client;
    this.ready.fire();
  }

  /** Asks for the findings of the open documents again. */
  private askAgain(): void {
    const feature = this.running?.getFeature("textDocument/diagnostic");
    const providers = workspace.textDocuments.map((document) => feature?.getProvider(document));
    new Set(providers).forEach((provider) => provider?.onDidChangeDiagnosticsEmitter.fire());
  }

  private options(): LanguageClientOptions {
    const selector = this.languageIds.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));
    return {
      documentSelector: [...selector, ...OTHER_FILES.map((pattern) => ({ scheme: "file", pattern }))],
      initializationOptions: settings(),
      outputChannel: this.log,
      middleware: { provideDiagnostics: this.builtIn.provideDiagnostics },
    };
  }
}

/** Agent files that VS Code does not take for markdown. */
const OTHER_FILES = [
  "**/*.mdc",
  "**/.augment/{agents,commands}/**/*.txt",
  "**/.codex/agents/**/*.toml",
  "**/.gemini/commands/**/*.toml",
  "**/.cline/agents/*.{yaml,yml}",
  "**/.{agents,codex}/skills/**/agents/openai.yaml",
];

/** The program to start: what the setting names, what comes with the extension, what is on the path. */
function program(context: ExtensionContext): string {
  const chosen = workspace.getConfiguration("agentls").get<string>("server.path");
  if (chosen) {
    return chosen;
  }
  const name = process.platform === "win32" ? "agentls.exe" : "agentls";
  const bundled = join(context.extensionPath, "bin", name);
  return existsSync(bundled) ? bundled : name;
}

// What is set for the extension itself, by the first part of its name. Everything else is the server's.
const OWN = ["server", "leaveOutBuiltInFindings", "trace"];

/** What is set for the server. */
function settings(): Record<string, unknown> {
  const all = workspace.getConfiguration().get<Record<string, unknown>>("agentls") ?? {};
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => !OWN.includes(name) && value !== null));
}
