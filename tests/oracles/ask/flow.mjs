#!/usr/bin/env node
// Which agent files do claude-flow 2 (dist/src/agents/agent-loader.js) and agentic-flow (dist/utils/agentLoader.js) load?
// usage: node flow.mjs (FILE... | --list LIST --root DIR)     JSON lines: the published loader modules run on each file alone.
import fs from 'node:fs'; import path from 'node:path'; import { fileURLToPath } from 'node:url';
const HERE = path.dirname(fileURLToPath(import.meta.url)), I = path.join(HERE, 'inst/flow');
const arg = process.argv.slice(2); let list, root = '.', files = [];
for (let i = 0; i < arg.length; i++) { if (arg[i] === '--list') list = arg[++i]; else if (arg[i] === '--root') root = arg[++i]; else files.push(arg[i]); }
let items = files.map(f => [path.resolve(f), f]); if (list) items.push(...fs.readFileSync(list, 'utf8').split('\n').filter(Boolean).map(l => [path.resolve(root, l), l]));
let said = []; for (const k of ['log', 'info', 'warn', 'error', 'debug']) console[k] = (...a) => said.push(a.map(x => String(x && x.message || x)).join(' '));
const v2 = await import(path.join(I, 'claude-flow/package/dist/src/agents/agent-loader.js'));
const af = await import(path.join(I, 'agentic-flow/package/dist/utils/agentLoader.js')), lg = await import(path.join(I, 'agentic-flow/package/dist/utils/logger.js'));
const work = path.join(HERE, 'run/flow'); fs.rmSync(work, { recursive: true, force: true }); fs.mkdirSync(work, { recursive: true });
let n = 0;
for (const [f, shown] of items) {
  const proj = path.join(work, 'p' + n++), d = path.join(proj, '.claude/agents'); fs.mkdirSync(d, { recursive: true });
  const dst = path.join(d, path.basename(f)); fs.copyFileSync(f, dst); process.chdir(proj); said = []; lg.said.length = 0;
  const r = { path: shown, loaded: false, name: null, verdict: 'skip', reason: null };
  try {
    await v2.refreshAgents(); const c = await v2.getAgentCategories(); const l = c.flatMap(x => x.agents);
    if (l.length) Object.assign(r, { loaded: true, name: l[0].name, verdict: 'load', description: String(l[0].description).slice(0, 120), type: l[0].type, priority: l[0].priority });
    else r.reason = (said[0] || 'silently ignored').split(dst).join('<file>').slice(0, 200);
  } catch (e) { r.loaded = false; r.verdict = 'skip'; r.reason = 'THROWS (whole listing fails): ' + String(e.message).slice(0, 150); }
  const m = [...af.loadAgents(d).values()];
  r.agentic = m.length ? { loaded: true, name: m[0].name, description: String(m[0].description).slice(0, 120), tools: m[0].tools } : { loaded: false, reason: lg.said[0] || 'silently ignored' };
  process.chdir(HERE); fs.rmSync(proj, { recursive: true, force: true });
  process.stdout.write(JSON.stringify(r) + '\n');
}
process.exit(0);
