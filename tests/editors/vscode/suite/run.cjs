// Runs in VS Code's extension host: asks through its API what it got from the server. Lines of results go to RESULT.

const { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const agents = path.join(process.env.WORKSPACE, ".claude/agents");
const at = (name) => vscode.Uri.file(path.join(agents, `${name}.md`));
const tell = (line) => appendFileSync(process.env.RESULT, `${JSON.stringify(line)}\n`);
const check = (name, ok, detail) => tell({ name, ok: Boolean(ok), detail });

async function eventually(ask) {
  const deadline = Date.now() + 15000;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const found = (uri) => vscode.languages.getDiagnostics(uri).filter((one) => one.source === "agentls");
const codes = (uri) => found(uri).map((one) => String(one.code?.value ?? one.code));
const ask = (command, ...rest) => vscode.commands.executeCommand(`vscode.execute${command}`, ...rest);

const run = (command, ...rest) => vscode.commands.executeCommand(`vscode.${command}`, ...rest);

/** The semantic tokens of a document, as `type word`. */
function words(document, { data }, legend) {
  const found = [];
  for (let [at, line, start] = [0, 0, 0]; at < data.length; at += 5) {
    const [down, right, length, type] = data.slice(at, at + 4);
    [line, start] = [line + down, down ? right : start + right];
    found.push(`${legend.tokenTypes[type]} ${document.lineAt(line).text.slice(start, start + length)}`);
  }
  return found;
}

async function open(name) {
  const document = await vscode.workspace.openTextDocument(at(name));
  await vscode.window.showTextDocument(document);
  return document;
}

async function replace(document, before, after) {
  const start = document.getText().indexOf(before);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + before.length)), after);
  await vscode.workspace.applyEdit(edit);
  return document.positionAt(start + after.length);
}

/** The findings of a file that are shown more than once. */
const doubled = (uri) => {
  const keys = found(uri).map((one) => JSON.stringify([one.code?.value ?? one.code, one.range, one.message]));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
};

const steps = {
  async workspace() {
    const other = at("slow-reviewer");
    const appeared = await eventually(() => found(other).length > 0);
    check("workspace: findings of a file that is not open", appeared, codes(other));
    const opened = vscode.workspace.textDocuments.some((one) => one.uri.fsPath === other.fsPath);
    check("workspace: it is not opened for them", !opened);
    check("workspace: none is there twice", doubled(other).length === 0, doubled(other));
  },
  async findings(document) {
    await replace(document, "priority: high", "priority: hihg");
    check("findings: one appears", await eventually(() => codes(document.uri).includes("unknown-value")), codes(document.uri));
    const fix = await eventually(async () => {
      const actions = await ask("CodeActionProvider", document.uri, found(document.uri)[0].range, "quickfix");
      return actions.find((action) => action.edit);
    });
    check("findings: there is a fix", fix?.title.includes("high"), fix);
    await vscode.workspace.applyEdit(fix.edit);
    check("findings: it vanishes when fixed", await eventually(() => codes(document.uri).length === 0), codes(document.uri));
  },
  async completion(document) {
    const place = await replace(document, "  - testing", "  - testing\n  - sec");
    const labels = async (where) => (await ask("CompletionItemProvider", document.uri, where)).items.map((item) => item.label.label ?? item.label);
    check("completion: of capabilities", await eventually(async () => (await labels(place)).some((label) => label.startsWith("security"))), await labels(place));
    await replace(document, "\n  - sec", "");
    const priority = await replace(document, "priority: high", "priority: ");
    check("completion: of priorities", await eventually(async () => (await labels(priority)).includes("critical")), await labels(priority));
    await replace(document, "priority: ", "priority: high");
  },
  async colours(document) {
    const [colour] = (await ask("DocumentColorProvider", document.uri)) ?? [];
    const { green } = colour?.color ?? {};
    check("colours: the swatch", Math.abs(green - 0x89 / 255) < 0.01, colour);
    const wanted = new vscode.Color(1, 0.5, 0, 1);
    const [way] = await ask("ColorPresentationProvider", wanted, { uri: document.uri, range: colour.range });
    check("colours: written as what the tool takes", /#ff8000/i.test(way?.textEdit?.newText ?? way?.label), way);
  },
  async hover(document) {
    const start = document.positionAt(document.getText().indexOf("priority"));
    const hovers = await ask("HoverProvider", document.uri, start);
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    check("hover: it tells of the key", text.includes("claude-flow"), text);
  },
  async definition(document) {
    const start = document.positionAt(document.getText().indexOf("`slow-reviewer`") + 2);
    const places = await ask("DefinitionProvider", document.uri, start);
    const files = places.map((place) => path.basename((place.targetUri ?? place.uri).path));
    check("definition: the other agent", files.includes("slow-reviewer.md"), files);
  },
  async tokens(document) {
    const legend = await run("provideDocumentSemanticTokensLegend", document.uri);
    const marked = await eventually(async () => {
      const tokens = await run("provideDocumentSemanticTokens", document.uri);
      return tokens?.data.length > 0 && words(document, tokens, legend);
    });
    check("tokens: the name of another agent is marked", marked?.includes("class slow-reviewer"), marked);
  },
  async lenses(document) {
    const shown = async () => ((await ask("CodeLensProvider", document.uri, 10)) ?? []).filter((lens) => lens.command?.command.startsWith("agentls."));
    check("lenses: there are none by default", (await shown()).length === 0, await shown());
    const setting = vscode.workspace.getConfiguration("agentls");
    await setting.update("code-lenses", true, vscode.ConfigurationTarget.Global);
    const other = await open("slow-reviewer");
    const all = async () => (await ask("CodeLensProvider", other.uri, 10)) ?? [];
    const callers = await eventually(async () => (await all()).find((lens) => lens.command?.title === "called by 1 file"));
    check("lenses: who calls it, once they are on", callers?.command.command === "agentls.showReferences", await all());
    await vscode.commands.executeCommand(callers.command.command, ...callers.command.arguments);
    await setting.update("code-lenses", undefined, vscode.ConfigurationTarget.Global);
    await vscode.window.showTextDocument(document);
  },
  async formatting(document) {
    const setting = vscode.workspace.getConfiguration("agentls");
    const edits = async () => ((await ask("FormatDocumentProvider", document.uri, { tabSize: 4, insertSpaces: true })) ?? []).map((edit) => edit.newText);
    await replace(document, "priority: high", "priority:   high");
    await setting.update("format", true, vscode.ConfigurationTarget.Global);
    // VS Code makes the edit as small as it can.
    check("formatting: the front matter, once it is on", await eventually(async () => (await edits()).length === 1), await edits());
    await setting.update("format", undefined, vscode.ConfigurationTarget.Global);
    check("formatting: and not after that", await eventually(async () => (await edits()).length === 0), await edits());
    await replace(document, "priority:   high", "priority: high");
  },
  async rename() {
    const other = await vscode.workspace.openTextDocument(at("slow-reviewer"));
    const start = other.positionAt(other.getText().indexOf("slow-reviewer"));
    const edit = await ask("DocumentRenameProvider", other.uri, start, "keen-reviewer");
    const touched = edit.entries().map(([uri]) => path.basename(uri.path));
    check("rename: both files", touched.includes("async-engineer.md") && touched.includes("slow-reviewer.md"), touched);
  },
  async graph() {
    const views = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => String(tab.input?.viewType).endsWith("agentls.graph"));
    await vscode.commands.executeCommand("agentls.showGraph");
    check("graph: the command opens a view", await eventually(() => views().length === 1), views().length);
    await vscode.commands.executeCommand("agentls.showGraph");
    check("graph: there is one of it", views().length === 1, views().length);
    await vscode.window.tabGroups.close(views());
    check("graph: it closes", await eventually(() => views().length === 0), views().length);
  },
  async disk() {
    const folder = (name) => path.join(agents, name);
    const where = async () => {
      const symbols = (await ask("WorkspaceSymbolProvider", "roaming")) ?? [];
      return symbols.map((one) => path.basename(path.dirname(one.location.uri.fsPath))).sort().join();
    };
    const known = async (what, wanted) => check(`disk: ${what}`, await eventually(async () => (await where()) === wanted), await where());
    mkdirSync(folder("team"));
    writeFileSync(path.join(folder("team"), "roaming.md"), "---\nname: roaming\ndescription: Roams.\n---\n\nRoam.\n");
    await known("an agent in a new folder is known", "team");
    renameSync(folder("team"), folder("crew"));
    await known("it moves with its folder", "crew");
    symlinkSync("crew", folder("link"));
    await known("a link to the folder is a place of its own", "crew,link");
    rmSync(folder("link"));
    await known("and goes by itself", "crew");
    rmSync(folder("crew"), { recursive: true });
    await known("it goes with its folder", "");
  },
  async fixes() {
    const document = await open("slow-reviewer");
    await eventually(() => codes(document.uri).length > 0);
    check("fixes: no finding is there twice", doubled(document.uri).length === 0, doubled(document.uri));
    await vscode.commands.executeCommand("agentls.fixAll");
    check("fixes: all that is safe", await eventually(() => document.getText().includes('color: "#8E24AA"')), document.getText());
    check("fixes: the findings go", await eventually(() => !codes(document.uri).includes("colon-in-plain-value")), codes(document.uri));
  },
  async builtIn() {
    // Versions without a language of agents have no validator of them.
    if (!(await vscode.languages.getLanguages()).includes("chatagent")) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(process.env.WORKSPACE, ".github/agents/odd.agent.md")));
    await vscode.window.showTextDocument(document);
    const others = () => vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === undefined);
    /** The first words of the lines that some findings are in. */
    const words = (some) => [...new Set(some.map((one) => document.lineAt(one.range.start).text.match(/^[\w-]+/)?.[0]))].sort().join();
    const shows = (wanted) => eventually(() => words(found(document.uri)) === wanted);
    const [all, left] = ["See,argumnt-hint,handoffs,model,target,tools", "argumnt-hint,model,tools"];
    check("built-in: what VS Code says too is left out by default, and not what it says less of", await shows(left), words(found(document.uri)));
    tell({ note: `VS Code's own validator says: ${others().map((one) => one.message).join(" | ")}` });
    check("built-in: VS Code has found each of them", words(others()) === all, words(others()));
    const setting = vscode.workspace.getConfiguration("agentls");
    const set = (value) => setting.update("leaveOutBuiltInFindings", value, vscode.ConfigurationTarget.Global);
    await set(false);
    check("built-in: with the setting off, all are shown", await shows(all), words(found(document.uri)));
    await set(undefined);
    check("built-in: and are not without it", await shows(left), words(found(document.uri)));
    const said = others();
    await vscode.languages.setTextDocumentLanguage(document, "markdown");
    check("built-in: what VS Code no longer says comes back", (await shows(all)) && others().length === 0, words(found(document.uri)));
    // What VS Code has said of each line, said by others.
    const foreign = vscode.languages.createDiagnosticCollection("foreign");
    const again = (word, change) => said.filter((one) => words([one]) === word).map((one) => Object.assign(new vscode.Diagnostic(one.range, one.message, one.severity), change));
    foreign.set(document.uri, [...again("handoffs"), ...again("target", { source: "spelling" }), ...again("See", { message: "Unknown word." })]);
    check("built-in: one of another source leaves it, and so does one of another kind", await shows("See,argumnt-hint,model,target,tools"), words(found(document.uri)));
    foreign.set(document.uri, [...again("target"), ...again("handoffs", { severity: vscode.DiagnosticSeverity.Hint })]);
    check("built-in: and one that is less severe", await shows("See,argumnt-hint,handoffs,model,tools"), words(found(document.uri)));
    foreign.dispose();
    check("built-in: it comes back when that is gone", await shows(all), words(found(document.uri)));
    await vscode.languages.setTextDocumentLanguage(document, "chatagent");
  },
  async preview(document) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("agentls.preview");
    const shown = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "agentls-preview");
    const says = (text) => eventually(() => shown()?.getText().includes(text));
    check("preview: it opens beside the file", await says("Sent as the system prompt"), shown()?.getText());
    await replace(document, "---\n\n", "---\n\nFollowed.\n\n");
    check("preview: it follows what is typed", await says("  | Followed.\n"), shown()?.getText());
    check("preview: the file is still the one that is edited", vscode.window.activeTextEditor?.document === document);
    await replace(document, "---\n\nFollowed.\n\n", "---\n\n");
  },
  async restart(document) {
    await vscode.commands.executeCommand("agentls.restart");
    await replace(document, "priority: high", "priority: hihg");
    check("restart: one server runs", await eventually(() => servers().length === 1), servers());
    check("restart: it works afterwards", await eventually(() => codes(document.uri).includes("unknown-value")), codes(document.uri));
  },
};

/** Waits until this process has nothing else to do, as it has while VS Code starts. */
const idle = () =>
  eventually(async () => {
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { user, system } = process.cpuUsage(before);
    return user + system < 10_000;
  });

/** In a workspace without agents: what loading the extension costs, and that no server is started. */
async function plain() {
  const extension = vscode.extensions.getExtension("agentls.agentls");
  check("plain: the extension is not loaded before there is markdown", !extension.isActive);
  await idle();
  // The processor's time, which does not grow with what else the machine does.
  const [before, cpuBefore] = [performance.now(), process.cpuUsage()];
  await extension.activate();
  const [took, cpu] = [performance.now() - before, process.cpuUsage(cpuBefore)];
  const worked = (cpu.user + cpu.system) / 1000;
  tell({ note: `the extension is active after ${took.toFixed(0)} ms, of which the processor worked ${worked.toFixed(0)} ms` });
  check("plain: it is loaded and activated within 50 ms", worked < 50, worked);
  const document = await vscode.workspace.openTextDocument(path.join(process.env.WORKSPACE, "README.md"));
  await vscode.window.showTextDocument(document);
  // The extension has searched the workspace when the same search, asked for later, is answered.
  await vscode.workspace.findFiles("**/*.md");
  await vscode.workspace.findFiles("**/*.mdc");
  check("plain: markdown alone starts no server", servers().length === 0, servers());
}

/** The processes of agentls in this home. */
function servers() {
  const of = (id, name) => {
    try {
      return readFileSync(`/proc/${id}/${name}`, "utf8");
    } catch {
      return "";
    }
  };
  return readdirSync("/proc").filter((id) => of(id, "comm").trim() === "agentls" && of(id, "environ").includes(`HOME=${process.env.HOME}\0`));
}

exports.run = async () => {
  if (process.env.SUITE === "plain") {
    return plain().catch((error) => check("plain: it ran through", false, String(error.stack))).finally(() => tell({ done: true }));
  }
  try {
    const document = await open("async-engineer");
    for (const [name, step] of Object.entries(steps)) {
      await Promise.resolve(step(document)).catch((error) => check(`${name}: it ran through`, false, String(error.stack)));
    }
  } finally {
    tell({ done: true });
  }
};
