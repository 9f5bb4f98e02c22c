// All safe fixes of a file at once.

import { CodeActionKind, commands, Range, window, workspace, type CodeAction } from "vscode";

export const FIX_ALL = "source.fixAll.agentls";

export async function fixAll(): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) {
    return;
  }
  const version = document.version;
  const everything = new Range(0, 0, document.lineCount, 0);
  const found = await commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    everything,
    CodeActionKind.SourceFixAll.append("agentls").value,
  );
  const edit = found.find((action) => action.kind?.value === FIX_ALL)?.edit;
  if (!edit) {
    void window.showInformationMessage("There are no safe fixes for this file.");
  } else if (document.version !== version) {
    await fixAll();
  } else if (!(await workspace.applyEdit(edit))) {
    void window.showWarningMessage("The file has changed in the meantime, so nothing was fixed. Try again.");
  }
}
