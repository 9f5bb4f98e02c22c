// VS Code has a validator of its own for agent files. Where it has found something, the setting
// agentls.leaveOutBuiltInFindings leaves out what agentls says about the same.

import { languages, workspace, type Diagnostic, type Disposable, type Uri } from "vscode";
import type { HandleDiagnosticsSignature, Middleware } from "vscode-languageclient/node";

// The findings that the validator has as well; no other is ever left out.
const SHARED = new Set([
  "deprecated-key",
  "empty-field",
  "invalid-value",
  "misspelt-key",
  "misspelt-value",
  "missing-field",
  "unknown-key",
  "unknown-value",
  "wrong-type",
]);

interface Published {
  uri: Uri;
  all: Diagnostic[];
  shown: number;
  next: HandleDiagnosticsSignature;
}

export class BuiltIn implements Middleware, Disposable {
  private readonly published = new Map<string, Published>();
  private readonly listener = languages.onDidChangeDiagnostics((event) => this.look(event.uris));

  handleDiagnostics = (uri: Uri, all: Diagnostic[], next: HandleDiagnosticsSignature): void => {
    const shown = left(uri, all);
    this.published.set(uri.toString(), { uri, all, shown: shown.length, next });
    next(uri, shown);
  };

  /** Shows again what has changed, now that the other validator may have found something else. */
  look(uris?: readonly Uri[]): void {
    const which = uris ? uris.map((uri) => uri.toString()) : [...this.published.keys()];
    for (const entry of which.flatMap((uri) => this.published.get(uri) ?? [])) {
      const shown = left(entry.uri, entry.all);
      if (shown.length !== entry.shown) {
        entry.shown = shown.length;
        entry.next(entry.uri, shown);
      }
    }
  }

  dispose(): void {
    this.listener.dispose();
  }
}

/** What is left of the server's findings. */
function left(uri: Uri, all: Diagnostic[]): Diagnostic[] {
  if (!workspace.getConfiguration("agentls").get<boolean>("leaveOutBuiltInFindings")) {
    return all;
  }
  const others = languages.getDiagnostics(uri).filter((other) => other.source !== "agentls");
  const isSaid = (own: Diagnostic) => others.some((other) => other.range.intersection(own.range));
  return all.filter((own) => !(SHARED.has(code(own)) && isSaid(own)));
}

function code(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}
