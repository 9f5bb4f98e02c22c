// A new agent, as the chosen tool wants it: templates.json has the place and the text of each.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Uri, window, workspace, type ExtensionContext } from "vscode";

interface Template {
  tool: string;
  path: string;
  text: string[];
}

export async function newAgent(context: ExtensionContext): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) {
    void window.showInformationMessage("Open a folder first: the agent is created in it.");
    return;
  }
  const templates: Template[] = JSON.parse(readFileSync(join(context.extensionPath, "templates.json"), "utf8"));
  const choices = templates.map((template) => ({ label: template.tool, description: template.path, template }));
  const choice = await window.showQuickPick(choices, { title: "New agent: select a tool" });
  if (!choice) {
    return;
  }
  const place = (name: string) => Uri.joinPath(folder.uri, choice.template.path.replace("NAME", name));
  const name = await window.showInputBox({
    title: `New ${choice.template.tool} agent: enter a name`,
    placeHolder: "code-reviewer",
    validateInput: (name) => {
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
        return "Use lowercase letters, digits and hyphens: every tool accepts such a name.";
      }
      return existsSync(place(name).fsPath) ? `${place(name).fsPath} is there already.` : undefined;
    },
  });
  if (name) {
    const text = choice.template.text.join("\n").replaceAll("NAME", name);
    await workspace.fs.writeFile(place(name), new TextEncoder().encode(text));
    await window.showTextDocument(place(name));
  }
}
