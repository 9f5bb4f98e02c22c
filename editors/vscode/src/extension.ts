// Starts agentls for agent files, and gives VS Code the commands that are not part of the protocol. All that agentls
// knows is in the server.

import { commands, languages, window, workspace, type ExtensionContext, type TextDocument } from "vscode";
import { Server } from "./server";
import { FIX_ALL, fixAll } from "./fixes";
import { GraphView } from "./graph";
import { registerShowReferences } from "./lens";
import { newAgent } from "./template";
import { Previews } from "./preview";
import { Verdicts } from "./verdict";

// VS Code 1.139 and later do not call agent files markdown.
const AGENTS = ["chatagent", "skill", "instructions", "prompt"];

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const patterns = agentFiles(context);
  const running = new Server(context, [...AGENTS, "markdown"]);
  const previews = new Previews(running);
  const verdicts = new Verdicts(running, previews);
  const graph = new GraphView(context, running);
  server = running;
  running.onReady(() => offer(running, verdicts));
  context.subscriptions.push(
    verdicts,
    graph,
    previews,
    commands.registerCommand("agentls.restart", () => running.restart()),
    commands.registerCommand("agentls.showLog", () => running.log.show()),
    commands.registerCommand("agentls.showGraph", () => graph.show()),
    registerShowReferences(running),
    commands.registerCommand("agentls.fixAll", fixAll),
    commands.registerCommand("agentls.newAgent", () => newAgent(context)),
    workspace.onDidOpenTextDocument((document) => startFor(document, running, patterns)),
  );
  workspace.textDocuments.forEach((document) => void startFor(document, running, patterns));
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** The patterns of agent files stand in package.json alone, as what makes VS Code load the extension. */
function agentFiles(context: ExtensionContext): string[] {
  const events: string[] = context.extension.packageJSON.activationEvents;
  return events.flatMap((event) => event.match(/^workspaceContains:(.*)$/)?.[1] ?? []);
}

/** Starts the server for an agent file, and for other markdown in a workspace that has agent files. */
async function startFor(document: TextDocument, running: Server, patterns: string[]): Promise<void> {
  const isAgent =
    AGENTS.includes(document.languageId) || patterns.some((pattern) => languages.match({ pattern }, document) > 0);
  if (isAgent) {
    return running.start();
  }
  if (document.languageId === "markdown" && !running.isStarted) {
    const found = await workspace.findFiles(`{${patterns.join(",")}}`, "**/node_modules/**", 1);
    if (found.length > 0) {
      await running.start();
    }
  }
}

/** Shows the commands that this server has an answer for, and hides the others. */
async function offer(running: Server, verdicts: Verdicts): Promise<void> {
  const provider = running.capabilities?.codeActionProvider;
  const kinds = typeof provider === "object" ? (provider.codeActionKinds ?? []) : [];
  await commands.executeCommand("setContext", "agentls.fixesAll", kinds.includes(FIX_ALL));
  verdicts.look(window.activeTextEditor?.document);
}
