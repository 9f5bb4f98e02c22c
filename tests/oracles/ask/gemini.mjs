#!/usr/bin/env node
// Which agent (or skill) files does the real Gemini CLI load?  JSON lines on stdout.
// usage: node gemini.mjs [--kind agent|skill] (FILE... | --list LIST --root DIR)
// Calls the loader functions of the published bundle (core module, exported by name): each file alone in its own folder.
import fs from 'node:fs'; import path from 'node:path'; import os from 'node:os'; import { fileURLToPath } from 'node:url';
const HERE = path.dirname(fileURLToPath(import.meta.url)), B = path.join(HERE, 'inst/gemini/node_modules/@google/gemini-cli/bundle');
const arg = process.argv.slice(2); let kind = 'agent', list, root = '.', files = [];
for (let i = 0; i < arg.length; i++) { if (arg[i] === '--kind') kind = arg[++i]; else if (arg[i] === '--list') list = arg[++i]; else if (arg[i] === '--root') root = arg[++i]; else files.push(arg[i]); }
let items = files.map(f => [f, f]); if (list) items.push(...fs.readFileSync(list, 'utf8').split('\n').filter(Boolean).map(l => [path.join(root, l), l]));
const dist = fs.readdirSync(B).filter(f => /^core-.*\.js$/.test(f)).sort()[0];
const core = await import(path.join(B, dist));
const work = path.join(HERE, 'run/gemini'); fs.rmSync(work, { recursive: true, force: true }); fs.mkdirSync(work, { recursive: true });
let n = 0, said = [];
for (const k of ['log', 'info', 'warn', 'error', 'debug']) console[k] = (...a) => said.push(a.map(x => String(x && x.message || x)).join(' '));
for (const [f, shown] of items) {
  const d = path.join(work, 'p' + n++); said = []; fs.mkdirSync(d); let r = { path: shown, loaded: false, name: null, verdict: 'skip', reason: null };
  try {
    if (kind === 'agent') {
      const dst = path.join(d, path.basename(f)); fs.copyFileSync(f, dst);
      const x = await core.loadAgentsFromDirectory(d);
      if (x.agents.length) { const a = x.agents[0]; Object.assign(r, { loaded: true, name: a.name, verdict: 'load', description: String(a.description ?? '').slice(0, 200), tools: a.toolConfig?.tools, model: a.modelConfig?.model }); if (x.agents.length > 1) r.names = x.agents.map(a => a.name); }
      else if (x.errors.length) { r.message_shown = true; r.reason = x.errors.map(e => e.message).join(' ; ').split(dst).join('<file>').slice(0, 400); }
      else r.reason = 'silently ignored';
    } else {
      const sd = path.join(d, path.basename(path.dirname(path.resolve(f))) || 's'); fs.mkdirSync(sd); fs.copyFileSync(f, path.join(sd, 'SKILL.md'));
      const x = await core.loadSkillsFromDir(d);
      if (x.length) Object.assign(r, { loaded: true, name: x[0].name, verdict: said.some(t => /falling back to simple parser/.test(t)) ? 'recover' : 'load', description: String(x[0].description ?? '').slice(0, 200) }); else r.reason = 'silently ignored';
    }
  } catch (e) { r.verdict = 'ORACLE-FAILED'; r.reason = String(e && e.stack || e).slice(0, 400); }
  fs.rmSync(d, { recursive: true, force: true });
  process.stdout.write(JSON.stringify(r) + '\n');
}
process.exit(0);
