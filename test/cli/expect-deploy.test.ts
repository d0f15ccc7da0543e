import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { definitionOf } from '../expected/support.ts';
import { runCli } from '../support/run-cli.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-deploy-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const sageMaker = (api: string, Parameters: object): string =>
  definitionOf({ Resource: `arn:aws:states:::sagemaker:${api}`, Parameters });

const TRAINING = [
  'training',
  sageMaker('createTrainingJob.sync', { TrainingJobName: 'Nightly', 'RoleArn.$': '$.role' }),
] as const;

/** Each needs something: there is no template that attaches nothing to a role that exists. */
const DEFINITIONS: readonly (readonly [string, string])[] = [
  TRAINING,
  ['transform', sageMaker('createTransformJob.sync', { 'TransformJobName.$': '$.name' })],
  ['wildcards', sageMaker('createModel', { ModelName: 'a*b?c$d\\*' })],
  ['endpoint', sageMaker('createEndpoint', { 'EndpointName.$': '$.e', EndpointConfigName: 'c' })],
];

function definitionFile([name, text]: readonly [string, string]): string {
  const path = join(FOLDER, `${name}.json`);
  writeFileSync(path, text);
  return path;
}

/** `pip install cfn-lint`; continuous integration must not pass without it. */
function hasCfnLint(): boolean {
  if (spawnSync('cfn-lint', ['--version']).status === 0) return true;
  if (process.env.CI === 'true') throw new Error('cfn-lint is not installed: `pip install cfn-lint`');
  console.warn('cfn-lint is not installed: the templates of `plumbline expect` are not checked');
  return false;
}

interface Place {
  readonly partition: string;
  readonly regions: readonly [string, string];
}

const PLACES: readonly Place[] = [
  { partition: 'aws', regions: ['us-east-1', 'eu-west-1'] },
  { partition: 'aws-cn', regions: ['cn-north-1', 'cn-northwest-1'] },
];

/** The flags of each region, bound, and role that exists or not. */
function flagsFor({ partition, regions }: Place): readonly (readonly string[])[] {
  const roles = [[], ['--role-arn', `arn:${partition}:iam::111122223333:role/path/R`]];
  return regions.flatMap((region) =>
    ['required', 'allowed'].flatMap((bound) =>
      roles.map((role) => ['--partition', partition, '--region', region, '--bound', bound, ...role]),
    ),
  );
}

async function writeTemplate(definition: string, flags: readonly string[]): Promise<string> {
  const { out } = await runCli('expect', definition, '--format', 'cloudformation', ...flags);
  const template = join(mkdtempSync(join(FOLDER, 'template-')), 'template.yaml');
  writeFileSync(template, out);
  return template;
}

describe.skipIf(!hasCfnLint())('a template of plumbline expect', () => {
  test.each(PLACES)('has nothing for cfn-lint to say in $partition', { timeout: 120_000 }, async (place) => {
    const templates = await Promise.all(
      DEFINITIONS.map(definitionFile).flatMap((file) =>
        flagsFor(place).map((flags) => writeTemplate(file, flags)),
      ),
    );
    const { status, stdout } = spawnSync('cfn-lint', ['-r', ...place.regions, '-t', ...templates], {
      encoding: 'utf8',
    });
    expect([status, stdout.trim()]).toEqual([0, '']);
  });

  test('is told where it is wrong, so that cfn-lint does look at it', async () => {
    const template = await writeTemplate(definitionFile(TRAINING), [
      '--role-arn',
      'arn:aws:iam::111122223333:role/R',
    ]);
    writeFileSync(template, readFileSync(template, 'utf8').replace('RoleName:', 'RoleNames:'));
    expect(spawnSync('cfn-lint', ['-t', template]).status).not.toBe(0);
  });
});

describe('parts of serverless.yml', () => {
  test.each(DEFINITIONS.slice(0, 3))(
    'are to the Serverless Framework what the JSON says: %s',
    async (...definition) => {
      const file = definitionFile(definition);
      const { policy } = JSON.parse((await runCli('expect', file)).out);
      const { out } = await runCli('expect', file, '--format', 'serverless');
      // The plugin is not there, so nobody knows its part.
      const head = 'service: trial\nprovider: { name: aws }\nconfigValidationMode: off\n';
      writeFileSync(join(FOLDER, 'serverless.yml'), `${head}${out}`);
      const printed = spawnSync(resolve('node_modules/.bin/osls'), ['print', '--format', 'json'], {
        cwd: FOLDER,
        encoding: 'utf8',
      });
      const { resources, stepFunctions } = JSON.parse(printed.stdout);
      const [[logicalId, role] = []] = Object.entries<{ Properties: { Policies: readonly object[] } }>(
        resources.Resources,
      );
      expect(role?.Properties.Policies).toEqual([{ PolicyName: expect.any(String), PolicyDocument: policy }]);
      expect(Object.values(stepFunctions.stateMachines)).toEqual([
        { role: { 'Fn::GetAtt': [logicalId, 'Arn'] } },
      ]);
    },
    60_000,
  );
});
