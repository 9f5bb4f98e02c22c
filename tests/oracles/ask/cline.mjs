#!/usr/bin/env node
// Which files does the real Cline CLI load?  JSON lines on stdout.
// usage: cline.mjs [--kind rule|workflow|skill|agent] [--inst DIR] [--work DIR] (FILE... | --list LIST --root DIR)
// Each file alone in a workspace (.clinerules/<base>, .clinerules/workflows/<base>, .cline/skills/<base without .md>/SKILL.md,
// .cline/agents/<base>.yaml, as only .yml and .yaml are read there); the loaders that the CLI's own dependency @cline/core exports
// (createUserInstructionConfigService, loadConfiguredAgentConfigs) are called. DIR/node_modules holds cline and @cline/core.
// verdict: load | placeholder (no front matter: the whole text counts) | skip (reason = the loader's error, which the CLI does not show)
import fs from 'node:fs'; import path from 'node:path'; import os from 'node:os'; import { fileURLToPath } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url)); const o = { kind: 'rule', inst: path.join(here, 'inst/cline'), work: path.join(here, 'run/cline'), root: '.', files: [] };
for (let i = 2; i < process.argv.length; i++) { const a = process.argv[i]; if (a.startsWith('--')) o[a.slice(2)] = process.argv[++i]; else o.files.push(a); }
o.work = path.resolve(o.work); fs.rmSync(o.work, { recursive: true, force: true }); fs.mkdirSync(o.work + '/home', { recursive: true }); process.env.HOME = o.work + '/home'; process.env.CLINE_DIR = o.work + '/home/.cline';
const core = await import(path.resolve(o.inst, 'node_modules/@cline/core/dist/index.js'));
const items = o.files.map(f => [f, f]); if (o.list) for (const l of fs.readFileSync(o.list, 'utf8').split('\n')) if (l) items.push([path.join(o.root, l), l]);
const parse = { rule: core.parseRuleConfigFromMarkdown, workflow: core.parseWorkflowConfigFromMarkdown, skill: core.parseSkillConfigFromMarkdown };
for (const [i, [f, shown]] of items.entries()) {
  const ws = path.join(o.work, 'p' + String(i).padStart(5, '0')); let base = path.basename(f);
  let d = { rule: '.clinerules', workflow: '.clinerules/workflows', agent: '.cline/agents' }[o.kind];
  if (o.kind === 'skill') { const b = base === 'SKILL.md' ? path.basename(path.dirname(path.resolve(f))) : base.replace(/\.md$/, '').replace(/^\.+/, '') || 'x'; d = '.cline/skills/' + b; base = 'SKILL.md'; }
  if (o.kind === 'agent') base = base.replace(/\.[a-z]+$/i, '') + '.yaml';
  fs.mkdirSync(path.join(ws, d), { recursive: true }); const dst = path.join(ws, d, base); fs.copyFileSync(f, dst);
  const r = { path: shown, loaded: false, name: null, verdict: 'skip', reason: null };
  try {
    if (o.kind === 'agent') {
      const { configs, errors } = core.loadConfiguredAgentConfigs({ workspaceRoot: ws });
      if (configs.length) { const c = configs[0]; Object.assign(r, { loaded: true, name: c.name, verdict: 'load', description: c.description.slice(0, 200), tools: c.tools, skills: c.skills, modelId: c.modelId }); }
      else r.reason = String(errors[0]?.error?.message ?? 'not listed, no message').replace(/\s+/g, ' ').slice(0, 300);
    } else {
      const opt = { workspacePath: ws, ...(o.kind === 'skill' ? {} : {}) };
      const s = core.createUserInstructionConfigService({ skills: opt, rules: opt, workflows: opt }); await s.start();
      const own = [...s.listRecords(o.kind)].filter(x => x.filePath === dst); await s.stop();
      if (own.length) { const c = own[0].item; Object.assign(r, { loaded: true, name: c.name, verdict: Object.keys(c.frontmatter ?? {}).length ? 'load' : 'placeholder' }); if (c.description) r.description = c.description.slice(0, 200); if (c.disabled) r.disabled = true; r.keys = Object.keys(c.frontmatter ?? {}).slice(0, 20); }
      else { try { parse[o.kind](fs.readFileSync(dst, 'utf8'), 'x'); r.reason = 'not listed, no message'; } catch (e) { r.reason = String(e.message).replace(/\s+/g, ' ').slice(0, 300); } }
    }
  } catch (e) { r.verdict = 'ORACLE-FAILED'; r.reason = String(e).slice(0, 300); }
  console.log(JSON.stringify(r)); fs.rmSync(ws, { recursive: true, force: true });
}
process.exit(0);
