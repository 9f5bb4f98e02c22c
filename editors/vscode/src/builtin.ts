// VS Code has a validator of its own for agent files. Where it has found something, the setting
// agentls.leaveOutBuiltInFindings leaves out what agentls says about the same.

import { languages, Uri, workspace, type Diagnostic, type Disposable } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

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

interface Found {
  uri: Uri;
  all: Diagnostic[];
  shown: number;
}

/** Filters the findings of open documents: the validator looks at no others. */
export class BuiltIn implements Disposable {
  private readonly found = new Map<string, Found>();
  private readonly listeners = [
    languages.onDidChangeDiagnostics((event) => this.look(event.uris)),
    workspace.onDidCloseTextDocument(({ uri }) => this.found.delete(uri.toString())),
  ];

  /** `askAgain` has the client ask the server again for what it has found. */
  constructor(private readonly askAgain: () => void) {}

  provideDiagnostics: Middleware["provideDiagnostics"] = async (document, _id, token, next) => {
    const uri = document instanceof Uri ? document : document.uri;
    // Without the id of an earlier answer, this one is in full, to be filtered anew.
    const report = await next(document, undefined, token);
    if (!report || !("items" in report)) {
      return report;
    }
    const items = left(uri, report.items);
    this.found.set(uri.toString(), { uri, all: report.items, shown: items.length });
    return { ...report, items };
  };

  /** Sees to it that what is shown is right, now that the other validator may have found something else. */
  look(uris?: readonly Uri[]): void {
    const which = uris ? uris.map((uri) => uri.toString()) : [...this.found.keys()];
    const found = which.flatMap((uri) => this.found.get(uri) ?? []);
    if (found.some(({ uri, all, shown }) => left(uri, all).length !== shown)) {
      this.askAgain();
    }
  }

  dispose(): void {
    this.listeners.forEach((listener) => listener.dispose());
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
