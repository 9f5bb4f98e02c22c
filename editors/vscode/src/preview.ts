// What a tool makes of the file in the editor, in a text beside it that follows what is typed.

import {
  commands, EventEmitter, Uri, ViewColumn, window, workspace,
  type Disposable, type TextDocument, type TextDocumentContentProvider,
} from "vscode";
import type { Server } from "./server";

interface Answer {
  text: string;
}

/** Which document is shown, as which tool sees it, and with which arguments. */
interface Shown {
  source: string;
  tool?: string;
  args?: string;
}

/** What is to be shown; by default the document in the editor, as the tool sees it that owns its folder. */
interface Wanted {
  document?: TextDocument;
  /** The id of a tool, and its name for people. */
  tool?: string;
  title?: string;
  args?: string;
}

/** The scheme of the addresses of previews. */
export const PREVIEW_SCHEME = "agentls-preview";

/** How long nothing must be typed before a text is made anew, in milliseconds. */
const PAUSE = 200;

export class Previews implements Disposable, TextDocumentContentProvider {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly parts: Disposable[];

  constructor(private readonly server: Server) {
    this.parts = [
      this.changed,
      workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      workspace.onDidChangeTextDocument(({ document }) => this.follow(document)),
      commands.registerCommand("agentls.preview", () => this.open()),
      commands.registerCommand("agentls.previewWithArguments", () => this.openWithArguments()),
    ];
  }

  dispose(): void {
    this.waiting.forEach((timer) => clearTimeout(timer));
    this.parts.forEach((part) => part.dispose());
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const answer = await this.ask(shownBy(uri));
    return answer?.text ?? "agentls does not run, or the file is not open any more.\n";
  }

  /** Opens a preview beside the editors. */
  async open(wanted: Wanted = {}): Promise<void> {
    const document = wanted.document ?? window.activeTextEditor?.document;
    if (!document || document.uri.scheme === PREVIEW_SCHEME) {
      return;
    }
    const uri = uriOf(document, wanted);
    // A text that was shown before may be of an older version.
    this.changed.fire(uri);
    const shown = await workspace.openTextDocument(uri);
    await window.showTextDocument(shown, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  private async openWithArguments(): Promise<void> {
    const prompt = "Arguments, as one would type them after the name of the command or skill";
    const args = await window.showInputBox({ title: "Preview with Arguments", prompt });
    if (args !== undefined) {
      await this.open({ args });
    }
  }

  /** Makes the texts anew that show a document. */
  private follow(document: TextDocument): void {
    const source = document.uri.toString();
    const shown = workspace.textDocuments.filter(({ uri }) => uri.scheme === PREVIEW_SCHEME && shownBy(uri).source === source);
    for (const { uri } of shown) {
      clearTimeout(this.waiting.get(uri.toString()));
      const again = () => {
        this.waiting.delete(uri.toString());
        this.changed.fire(uri);
      };
      this.waiting.set(uri.toString(), setTimeout(again, PAUSE));
    }
  }

  private async ask({ source, tool, args }: Shown): Promise<Answer | undefined> {
    const client = this.server.running;
    if (!client) {
      return undefined;
    }
    try {
      const textDocument = { uri: client.code2ProtocolConverter.asUri(Uri.parse(source)) };
      return (await client.sendRequest<Answer | null>("agentls/preview", { textDocument, tool, args })) ?? undefined;
    } catch {
      // An older server has no answer.
      return undefined;
    }
  }
}

/** The address of a text. Its path is the title of the tab. */
function uriOf(document: TextDocument, { tool, title, args }: Wanted): Uri {
  const name = document.uri.path.split("/").pop() ?? "";
  const shown: Shown = { source: document.uri.toString(), tool, args };
  return Uri.from({ scheme: PREVIEW_SCHEME, path: `/Preview of ${name}${title ? ` in ${title}` : ""}.txt`, query: JSON.stringify(shown) });
}

const shownBy = (uri: Uri): Shown => JSON.parse(uri.query) as Shown;
