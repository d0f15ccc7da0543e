import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { manuals } from '../src/cli/manuals/index.ts';
import { readers } from '../src/collect/readers/index.ts';
import { executionRoles } from '../src/expected/execution-roles/index.ts';
import { executionTemplates } from '../src/expected/execution-templates/index.ts';
import { integrations } from '../src/expected/integrations/index.ts';
import { sageMakerFile, sageMakerKind } from '../src/model/sagemaker-kinds.ts';
import { channels } from '../src/publish/channels/index.ts';
import { formats } from '../src/publish/formats/index.ts';

interface Registry {
  readonly folder: string;
  /** As the registry lists them. */
  readonly ids: readonly string[];
  /** What has to exist beside the file of each. */
  readonly companions: (id: string) => readonly string[];
}

/** Rules have theirs in `test/findings/rule-registry.test.ts`. */
const REGISTRIES: readonly Registry[] = [
  {
    folder: 'src/expected/integrations',
    // One file for each API, or one for all APIs of a service.
    ids: [...new Set(integrations.map(({ resource }) => fileOf(resource)))],
    companions: () => [],
  },
  {
    folder: 'src/expected/execution-roles',
    ids: executionRoles.map(({ noun }) => fileOfNoun(noun)),
    companions: (id) => [`test/cases/execution-roles/${id}.json`],
  },
  {
    folder: 'src/expected/execution-templates',
    ids: [...new Set(executionTemplates.map(({ noun }) => fileOfNoun(noun)))],
    companions: (id) => [`test/cases/execution-templates/${id}.json`],
  },
  { folder: 'src/collect/readers', ids: readers.map(({ name }) => name), companions: () => [] },
  {
    folder: 'src/publish/channels',
    ids: channels.map(({ name }) => name),
    companions: (id) => [`test/publish/channels/${id}.test.ts`],
  },
  { folder: 'src/cli/manuals', ids: manuals.map(({ name }) => name), companions: () => [] },
  { folder: 'src/publish/formats', ids: formats.map(({ name }) => name), companions: () => [] },
];

/** The file of `TrainingJob`, named as the AWS CLI names its commands. */
function fileOfNoun(noun: string): string {
  const kind = sageMakerKind(noun);
  return kind === undefined ? noun : sageMakerFile(kind).replace(/^sagemaker\/describe-|\.json$/g, '');
}

/** The file of `sagemaker:createTrainingJob`, where there is one for the API alone, and else that of the service. */
function fileOf(resource: string): string {
  const ofApi = resource.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(':', '-');
  const [ofService = ''] = resource.split(':');
  return existsSync(`src/expected/integrations/${ofApi}.ts`) ? ofApi : ofService;
}

describe.each(REGISTRIES)('$folder', ({ folder, ids, companions }) => {
  test('registers each of its files once, under the name of the file', async () => {
    const files = (await readdir(folder)).filter((file) => file !== 'index.ts');
    expect(ids.map((id) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
  });

  test('has what belongs to each entry', () => {
    expect(ids.flatMap(companions).filter((file) => !existsSync(file))).toEqual([]);
  });
});

test('every integration occurs in a case', async () => {
  const folder = 'test/cases/expected';
  const cases = await Promise.all(
    (await readdir(folder)).map((file) => readFile(`${folder}/${file}`, 'utf8')),
  );
  const missing = integrations.filter(({ resource }) => !cases.some((text) => text.includes(`:${resource}`)));
  expect(missing.map(({ resource }) => resource)).toEqual([]);
});
