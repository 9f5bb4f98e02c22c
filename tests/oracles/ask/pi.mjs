#!/usr/bin/env node
// Which skills / prompt templates does pi load?  JSON lines on stdout.
// usage: pi.mjs [--kind skill|prompt] --list LIST --root DIR
// Asks the loaders that the package has in dist/core; each file is put alone into a folder of its own. pi does not tell R from L.
import fs from 'node:fs'; import os from 'node:os'; import path from 'node:path'; import { fileURLToPath, pathToFileURL } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url)), args = process.argv.slice(2), of = (name, other) => args.includes(name) ? args[args.indexOf(name) + 1] : other;
const kind = of('--kind', 'skill'), root = of('--root', '.'), files = fs.readFileSync(of('--list'), 'utf8').split('\n').filter(Boolean);
const core = name => import(pathToFileURL(path.join(here, 'inst/pi/node_modules/@earendil-works/pi-coding-agent/dist/core', name)).href);
const { loadSkillsFromDir } = await core('skills.js'), { loadPromptTemplates } = await core('prompt-templates.js');
for (const file of files) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'pi-')), base = path.basename(file), name = path.basename(path.dirname(path.resolve(root, file)));
  let found, said;
  if (kind === 'skill') {
    fs.mkdirSync(path.join(work, name)); fs.copyFileSync(path.join(root, file), path.join(work, name, 'SKILL.md'));
    const { skills, diagnostics } = loadSkillsFromDir({ dir: work, source: 'project' }); found = skills[0]; said = diagnostics;
  } else {
    const dir = path.join(work, '.pi/prompts'); fs.mkdirSync(dir, { recursive: true }); fs.copyFileSync(path.join(root, file), path.join(dir, base));
    const answer = loadPromptTemplates({ cwd: work, agentDir: path.join(work, 'agent'), promptPaths: [], includeDefaults: true });
    found = answer.templates[0]; said = answer.diagnostics;
  }
  console.log(JSON.stringify({ path: file, loaded: !!found, name: found?.name ?? null, verdict: found ? 'load' : 'skip', reason: said.map(it => it.message.split('\n')[0]).join('; ') || null, description: found?.description?.slice(0, 200) }));
  fs.rmSync(work, { recursive: true });
}
