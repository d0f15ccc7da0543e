import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { rules } from '../src/findings/rules/index.ts';
import { newRule, objectionTo, REGISTRY } from './new-rule.ts';

const USAGE = 'Usage: npm run new rule <id>';

/** Writes the skeleton, unless something stands in the way; answers with what to tell. */
async function makeRule(id: string): Promise<{ readonly ok: boolean; readonly text: string }> {
  const taken = rules.map((rule) => rule.id);
  const objection = objectionTo(id, taken);
  if (objection !== undefined) return { ok: false, text: objection };
  const { files, registry } = newRule(id, await readFile(REGISTRY, 'utf8'));
  const inTheWay = [...files.keys(), `docs/rules/${id}.md`].filter((path) => existsSync(path));
  if (inTheWay.length > 0) return { ok: false, text: `\`${inTheWay.join('`, `')}\` would be overwritten` };
  for (const [path, text] of files) await writeFile(path, text, { flag: 'wx' });
  await writeFile(REGISTRY, registry);
  return { ok: true, text: nextSteps(id, [...files.keys()]) };
}

function nextSteps(id: string, [rule = '', cases = '']: readonly string[]): string {
  return `Made ${rule} and ${cases}, and added a line to ${REGISTRY}.

1. Replace every ‹…› of ${cases}: cases that are right, that are wrong, and that cannot be told.
   A finding's message, witness and remedy are pinned.
2. Replace every ‹…› of ${rule}, and say when a role is at fault.
3. npx vitest run test/findings/rules.test.ts -t '${id}|skeleton'
4. npm run generate   writes docs/rules/${id}.md; npm run check   is what CI runs.
`;
}

const [kind, id, ...others] = process.argv.slice(2);
if (kind !== 'rule' || id === undefined || others.length > 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const { ok, text } = await makeRule(id);
  if (ok) console.log(text);
  else console.error(`npm run new rule: ${text}`);
  process.exitCode = ok ? 0 : 1;
}
