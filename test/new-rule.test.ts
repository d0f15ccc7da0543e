import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GENERATED_FILES, GENERATED_FOLDERS } from '../tools/generated-files.ts';
import { newRule, objectionTo } from '../tools/new-rule.ts';
import { type CopiedTree, copyTree } from './support/copied-tree.ts';

const RULE = 'src/findings/rules/example-rule.ts';
const CASES = 'test/cases/rules/example-rule.json';
const REGISTRY = 'src/findings/rules/registry.ts';

const BY_HAND = [` M ${REGISTRY}`, `?? ${RULE}`, `?? ${CASES}`];

/** What an author writes into the skeleton of a rule, place by place. */
const WRITTEN: readonly (readonly [place: string | RegExp, text: string])[] = [
  [/^/, "import { evaluate } from '../../policy/evaluate.ts';\n"],
  [/(?=import type \{ RoleCase)/, "import type { Request } from '../../policy/request.ts';\n"],
  [/(?=import type \{ Rule \})/, "import { LEAST_PRIVILEGE } from '../references.ts';\n"],
  ['‹what is the matter, in a short sentence›', 'A role of jobs can make users'],
  ['‹what comes of it, and for whom›', 'A user that a job has made outlives the job.'],
  ['‹what to do about it›', 'Take the permission away from the role.'],
  ["'‹a page of references.ts›'", 'LEAST_PRIVILEGE'],
  ['‹does what, on which resource, for whose need›', 'may \\`${WITNESS.action}\\`, which no job needs'],
  [/(?<=region: 'global',\n)/, '        witness: WITNESS,\n'],
  ['‹what to do about this one›', 'Take `iam:CreateUser` away from the role'],
  [
    /\/\*\* ‹When.*›/,
    "const USER = 'arn:aws:iam::111122223333:user/made-by-a-job';\nconst WITNESS: Request = { action: 'iam:CreateUser', resource: USER, context: {} };\n\n/** The evaluator says what the role may do.",
  ],
  ['(_roleCase: RoleCase)', '({ access, pins, uses, executions }: RoleCase)'],
  [
    'return false;',
    "return uses.length + executions.length === 0 && evaluate(access, WITNESS, pins).kind === 'allowed';",
  ],
];

/** What the author checks it with: programs that look at the new files, and the tests that look at every rule. */
const CHECKS: readonly (readonly [what: string, ...command: readonly string[]])[] = [
  ['style', 'npx', 'biome', 'ci', '--colors=off', RULE, CASES, REGISTRY],
  ['rooms', 'npx', 'depcruise', '--config', '.dependency-cruiser.mjs', RULE, REGISTRY],
  ['types', 'npx', 'tsc', '-p', 'tsconfig.new-rule.json'],
  [
    'tests',
    'npx',
    'vitest',
    'run',
    'test/findings/rule-registry.test.ts',
    'test/findings/rules.test.ts',
    '-t',
    'example-rule|every|registry|skeleton',
  ],
];

describe('the skeleton of a rule', () => {
  const line = (id: string): string =>
    `export { ${id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())} } from './${id}.ts';`;

  test('says in each of its files what is to be written, in the marks that a test of all rules looks for', () => {
    for (const [, text] of newRule('example-rule', '').files) expect(text).toMatch(/‹[^›]+›/);
  });

  test.each([
    ['a-a', ['a-a', 'b-b', 'c-c']],
    ['b-b', ['a-a', 'b-b', 'c-c']],
    ['c-c', ['a-a', 'b-b', 'c-c']],
  ])('stands at its place in the registry: %s', (id, all) => {
    const before = all.filter((other) => other !== id).map(line);
    const { registry } = newRule(id, `// Rules.\n${before.join('\n')}\n`);
    expect(registry).toBe(`// Rules.\n${all.map(line).join('\n')}\n`);
  });

  test('leaves the order of the registry as it is today', async () => {
    const registry = await readFile(REGISTRY, 'utf8');
    const [first = '', ...rules] = registry.trimEnd().split('\n');
    const ids = rules.map((rule) => /'\.\/(.+)\.ts'/.exec(rule)?.[1] ?? rule);
    const made = ids.toReversed().reduce((text, id) => newRule(id, text).registry, `${first}\n`);
    expect(made).toBe(registry);
  });

  test.each([
    ['Pass-Role', 'is no id for a rule'],
    ['pass_role', 'is no id for a rule'],
    ['passrole', 'is no id for a rule'],
    ['../../etc-passwd', 'is no id for a rule'],
    [`a-${'b'.repeat(47)}`, 'has 49 characters'],
    ['pass-role-missing', '`plumbline rules pass-role-missing` says what it finds'],
    ['pass-role-mising', 'would be taken for `pass-role-missing`'],
  ])('is refused to %s: %s', (id, why) => {
    expect(objectionTo(id, ['pass-role-missing', 'trust-too-wide'])).toContain(why);
  });

  test('is given to an id that nobody has', () => {
    expect(objectionTo('example-rule', ['pass-role-missing', 'trust-too-wide'])).toBeUndefined();
  });
});

describe('npm run new rule', () => {
  let tree: CopiedTree;
  beforeAll(async () => {
    tree = await copyTree();
  }, 120_000);
  afterAll(() => tree.remove(), 120_000);

  test('makes two files and one line of a registry; filled in, they are a rule, and its page is generated', async () => {
    const { folder, run, changes } = tree;
    const at = (path: string): string => join(folder, path);

    expect(await run('npm', 'run', '--silent', 'new', 'rule', 'example-rule')).toMatchObject({ ok: true });
    expect(await changes()).toEqual(BY_HAND);
    expect((await run('git', 'diff', '--numstat')).text).toBe(`1\t0\t${REGISTRY}\n`);

    let text = await readFile(at(RULE), 'utf8');
    for (const [place, written] of WRITTEN) {
      expect(text.search(place)).not.toBe(-1);
      text = text.replace(place, written);
    }
    expect(text).not.toContain('‹');
    await writeFile(at(RULE), text);
    await copyFile('test/cases/new-rule/example-rule.json', at(CASES));

    // Of all that `npm run generate` makes a rule is in the pages alone.
    expect(await run('npx', 'tsx', 'tools/generate-docs.ts')).toMatchObject({ ok: true });
    const changed = await changes();
    expect(changed).toContain('?? docs/rules/example-rule.md');
    expect(changed.filter((line) => !isGenerated(line.slice(3)))).toEqual(BY_HAND);

    const { compilerOptions } = JSON.parse(await readFile('tsconfig.json', 'utf8')) as {
      compilerOptions: object;
    };
    await writeFile(at('tsconfig.new-rule.json'), JSON.stringify({ compilerOptions, include: [RULE] }));
    const answers = await Promise.all(
      CHECKS.map(async ([what, program = '', ...args]) => ({ what, ...(await run(program, ...args)) })),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    // Its own cases, and the tests of all rules.
    expect(answers.find(({ what }) => what === 'tests')?.text).toMatch(/^[1-9]\d passed, 0 failed/m);
  }, 300_000);
});

function isGenerated(path: string): boolean {
  return GENERATED_FILES.includes(path) || GENERATED_FOLDERS.some((folder) => path.startsWith(`${folder}/`));
}
