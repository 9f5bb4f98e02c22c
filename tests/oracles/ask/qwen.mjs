#!/usr/bin/env node
// Which subagent files does the real Qwen Code load?  JSON lines on stdout.  (needs Node >= 22)
// usage: node qwen.mjs (FILE... | --list LIST --root DIR)
// Uses SubagentManager of the published bundle: each file alone in <project>/.qwen/agents/.
import fs from 'node:fs'; import path from 'node:path'; import { createRequire } from 'node:module'; import { fileURLToPath } from 'node:url';
const HERE = path.dirname(fileURLToPath(import.meta.url)), C = path.join(HERE, 'inst/qwen/node_modules/@qwen-code/qwen-code/chunks');
const YAML = createRequire(path.join(HERE, 'inst/yaml/x.js'))('yaml');
const arg = process.argv.slice(2); let list, root = '.', files = [];
for (let i = 0; i < arg.length; i++) { if (arg[i] === '--list') list = arg[++i]; else if (arg[i] === '--root') root = arg[++i]; else files.push(arg[i]); }
let items = files.map(f => [f, f]); if (list) items.push(...fs.readFileSync(list, 'utf8').split('\n').filter(Boolean).map(l => [path.join(root, l), l]));
const chunk = fs.readdirSync(C).filter(f => /^chunk-.*\.js$/.test(f)).find(f => fs.readFileSync(path.join(C, f), 'utf8').includes('var SubagentManager = class'));
let said = []; for (const k of ['log', 'info', 'warn', 'error', 'debug']) console[k] = (...a) => said.push(a.map(x => String(x && x.message || x)).join(' '));
const mod = await import(path.join(C, chunk));
const SM = mod.SubagentManager || Object.values(mod).find(v => typeof v === 'function' && v.name === 'SubagentManager');
const work = path.join(HERE, 'run/qwen'); fs.rmSync(work, { recursive: true, force: true }); fs.mkdirSync(work, { recursive: true });
let n = 0;
for (const [f, shown] of items) {
  const proj = path.join(work, 'p' + n++), d = path.join(proj, '.qwen/agents'); fs.mkdirSync(d, { recursive: true });
  const dst = path.join(d, path.basename(f)); fs.copyFileSync(f, dst); said = [];
  const r = { path: shown, loaded: false, name: null, verdict: 'skip', reason: null };
  try {
    const m = new SM({ getProjectRoot: () => proj, getSdkMode: () => false, isSafeMode: () => false, getActiveExtensions: () => [], getAgentsSettings: () => ({}) });
    const l = await m.listSubagentsAtLevel('project');
    if (l.length) {
      const a = l[0]; const t = fs.readFileSync(f, 'utf8').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'); const mm = t.match(/^---\n([\s\S]*?)\n---\n/);
      const bad = mm && YAML.parseDocument(mm[1]).errors.length > 0;
      Object.assign(r, { loaded: true, name: a.name, verdict: bad ? 'recover' : 'load', description: String(a.description).slice(0, 200), tools: a.tools, model: a.model });
    } else if (!dst.endsWith('.md')) r.reason = 'silently ignored: not .md';
    else try { await m.parseSubagentFile(dst, 'project'); r.reason = 'ORACLE? parses alone'; } catch (e) { r.reason = String(e.message).split(dst).join('<file>').slice(0, 300); }
  } catch (e) { r.verdict = 'ORACLE-FAILED'; r.reason = String(e && e.stack || e).slice(0, 300); }
  if (said.length) r.messages = said.map(s => s.split(dst).join('<file>').slice(0, 200));
  fs.rmSync(proj, { recursive: true, force: true });
  process.stdout.write(JSON.stringify(r) + '\n');
}
process.exit(0);
