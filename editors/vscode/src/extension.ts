// Starts agentls and connects it with VS Code. All that agentls knows is in the server.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { commands, window, workspace, type ExtensionContext } from "vscode";
import { LanguageClient, TransportKind, type LanguageClientOptions } from "vscode-languageclient/node";

// VS Code 1.139 and later do not call agent files markdown.
const LANGUAGES = ["markdown", "chatagent", "skill", "instructions", "prompt"];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(commands.registerCommand("agentls.restart", () => restart(context)));
  await start(context);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(context: ExtensionContext): Promise<void> {
  await client?.stop();
  client = undefined;
  await start(context);
}

async function start(context: ExtensionContext): Promise<void> {
  const command = program(context);
  const server = { command, transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))),
      { scheme: "file", pattern: "**/*.mdc" },
    ],
    initializationOptions: settings(),
    synchronize: { configurationSection: "agentls" },
  };
  client = new LanguageClient("agentls", "agentls", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const hint = "Install it, or set agentls.server.path to the program.";
    void window.showErrorMessage(`agentls could not be started (${command}): ${String(error)} ${hint}`);
  }
}

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

/** The settings that the server knows. */
function settings(): { targets?: string[] } {
  const targets = workspace.getConfiguration("agentls").get<string[] | null>("targets");
  return targets ? { targets } : {};
}
