// VS Code has a validator of its own for agent files. Where it says the same, agentls leaves out its own diagnostic,
// unless the setting agentls.leaveOutBuiltInFindings is off.

import { languages, Uri, workspace, type Diagnostic, type Disposable } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

// What the validator says of a key, value or path, which it quotes, and the rules that say it too. It gives its diagnostics
// neither a source nor, here, a code, so they are known by their words, those of VS Code 1.139: in another language than English,
// and in versions as old as 1.100, none matches, and all are shown.
const SAME: [RegExp, string[]][] = [
  [/^Attribute '(.+?)' is not supported /, ["unknown-key"]],
  [/^Unknown (?:hook event type|property) '(.+?)'/, ["unknown-key"]],
  [/^The '(.+?)' (?:attribute|property)\b.* must be an? (?!non-empty)/, ["wrong-type"]],
  [/^Each .+ in the '(.+?)' attribute must be an? /, ["wrong-type"]],
  [/^Hook event '(.+?)' must have an array /, ["wrong-type"]],
  [/^The '(.+?)' (?:attribute|property)\b.* must be (?:one of|')/, ["unknown-value", "wrong-type"]],
  [/^Unknown value '(.+?)', valid: /, ["unknown-value"]],
  [/^The '(.+?)' (?:attribute|property)\b.* (?:must be a non-empty |(?:must|should) not be empty)/, ["empty-field"]],
  [/^Skill should provide a (.+?)\.$/, ["missing-field"]],
  [/^The '(.+?)' attribute (?:is|has been) deprecated/, ["deprecated-key"]],
  [/^Unknown agent '(.+?)'/, ["unknown-reference"]],
  [/^File '(.+?)' not found at /, ["broken-link"]],
];

interface Found {
  uri: Uri;
  all: Diagnostic[];
  shown: Diagnostic[];
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
    this.found.set(uri.toString(), { uri, all: report.items, shown: items });
    return { ...report, items };
  };

  /** Sees to it that what is shown is right, now that the other validator may have found something else. */
  look(uris?: readonly Uri[]): void {
    const which = uris ? uris.map((uri) => uri.toString()) : [...this.found.keys()];
    const found = which.flatMap((uri) => this.found.get(uri) ?? []);
    const isRight = ({ uri, all, shown }: Found) => {
      const now = left(uri, all);
      return now.length === shown.length && now.every((one, index) => one === shown[index]);
    };
    if (!found.every(isRight)) {
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
  const others = languages.getDiagnostics(uri).filter((other) => other.source === undefined);
  return all.filter((own) => saysMore(own) || !others.some((other) => isSame(own, other)));
}

/** Whether a diagnostic says what a tool does, at its start or end, or suggests what was meant. */
function saysMore({ message }: Diagnostic): boolean {
  const begins = /^(?:`|No |The link )/;
  const ends = /Did you mean|\b(?:drops?|ignores?|repairs?|cannot describe|do(?:es)? not start|no effect in)\b/;
  return !begins.test(message) || ends.test(message);
}

/** Whether the validator says the same, no less severely: of that name, and at that place. */
function isSame(own: Diagnostic, other: Diagnostic): boolean {
  if (other.severity > own.severity || !other.range.intersection(own.range)) {
    return false;
  }
  const rule = code(own);
  return SAME.some(([says, rules]) => {
    const [, name] = says.exec(other.message) ?? [];
    return name !== undefined && rules.includes(rule) && own.message.includes(`\`${name}\``);
  });
}

function code(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}
