import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';

interface Config {
  readonly forbidden: readonly unknown[];
  readonly options: ICruiseOptions;
}

// The file has no types, which an import by URL does not ask for.
const { default: config } = await import(pathToFileURL('.dependency-cruiser.mjs').href);
const { forbidden, options } = config as Config;

/** What the import table says about the files below `src` of `baseDir`. */
async function cruiseFrom(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise(['src'], {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden } as unknown as NonNullable<ICruiseOptions['ruleSet']>,
  });
  return output as ICruiseResult;
}

describe('the import table', () => {
  test('is kept by every file of src, and audit.ts was among them', async () => {
    const { modules, summary } = await cruiseFrom(process.cwd());
    expect(modules.map(({ source }) => source)).toContain('src/audit.ts');
    const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    expect(violations).toEqual([]);
  });

  const plants: readonly (readonly [string, string, string])[] = [
    ['model-imports-nothing', 'src/model/a.ts', "import '../policy/b.ts';"],
    ['policy-imports-model', 'src/policy/a.ts', "import '../findings/b.ts';"],
    ['collect-imports-model-policy', 'src/collect/a.ts', "import '../findings/b.ts';"],
    ['state-imports-model-findings', 'src/state/a.ts', "import '../policy/b.ts';"],
    ['audit-is-pure', 'src/audit.ts', "import './collect/b.ts';"],
    ['core-has-no-packages', 'src/findings/a.ts', "import 'node:fs';"],
    ['handlers-and-cli-are-entries', 'src/run/run.ts', "import '../cli/b.ts';"],
  ];

  test.each(plants)('%s is noticed when %s breaks it', async (rule, file, content) => {
    const root = await mkdtemp(join(process.cwd(), '.cache-architecture-'));
    try {
      const imported = /'(\..+)'/.exec(content)?.[1];
      await plant(join(root, file), content);
      if (imported !== undefined) await plant(join(root, dirname(file), imported), 'export {};');
      const { summary } = await cruiseFrom(root);
      expect(summary.violations.map((violation) => violation.rule.name)).toContain(rule);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});

async function plant(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
