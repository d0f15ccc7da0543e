import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import type { Pack } from '../../src/expected/grant.ts';
import { integrations } from '../../src/expected/integrations/index.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { type TemplatePolicy, templatePolicy } from '../../src/expected/template.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import { casesIn, definitionOf, MACHINE } from './support.ts';

interface TemplateCase {
  readonly title: string;
  readonly integration: string;
  readonly pattern: 'request-response' | '.sync';
  readonly name?: string;
  readonly policy: unknown;
}

const CASES = casesIn<TemplateCase>('integrations');
const VALUES = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: '111122223333',
  roleArn: 'arn:aws:iam::111122223333:role/SageMakerExec',
};

function templateOf(
  { integration, pattern, name }: Omit<TemplateCase, 'title' | 'policy'>,
  pack: Pack,
): TemplatePolicy | undefined {
  const found = integrations.find(({ resource }) => resource === integration);
  if (found === undefined) throw new Error(`${integration} is not registered`);
  return templatePolicy(found, pattern, { ...VALUES, ...(name === undefined ? {} : { name }) }, pack);
}

function accessTo(policy: unknown): Access {
  return identityAccess([parsePolicy(policy)]);
}

describe('templatePolicy', () => {
  test.each(CASES)('allows in 2023 what the guide showed for $title, no more and no less', (given) => {
    const [ours, theirs] = [accessTo(templateOf(given, 'docs-2023')), accessTo(given.policy)];
    expect(contains(ours, theirs)).toEqual({ kind: 'contained' });
    expect(contains(theirs, ours)).toEqual({ kind: 'contained' });
  });

  test.each(CASES)('adds AddTags in 2025, and nothing else, for $title', (given) => {
    const [older, newer] = [
      accessTo(templateOf(given, 'docs-2023')),
      accessTo(templateOf(given, 'docs-2025')),
    ];
    expect(contains(older, newer)).toEqual({ kind: 'contained' });
    expect(contains(newer, older)).toMatchObject({
      kind: 'exceeds',
      witness: { action: 'sagemaker:AddTags' },
    });
    const tags = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'sagemaker:AddTags', Resource: '*' },
    };
    const withTags = identityAccess([parsePolicy(templateOf(given, 'docs-2023')), parsePolicy(tags)]);
    expect(contains(newer, withTags)).toEqual({ kind: 'contained' });
  });

  test.each(CASES)('is enough, in 2025, for all that a run makes of $title', (given) => {
    const { job } = integrations.find(({ resource }) => resource === given.integration) ?? failed();
    const nameKey = given.name === undefined ? `${job?.nameParameter}.$` : `${job?.nameParameter}`;
    const role = given.integration === 'sagemaker:createTrainingJob' ? { RoleArn: VALUES.roleArn } : {};
    const definition = definitionOf({
      Resource: `arn:aws:states:::${given.integration}${given.pattern === '.sync' ? '.sync' : ''}`,
      Parameters: { [nameKey]: given.name ?? '$.name', ...role },
    });
    const { grants } = expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
    const needed = grants.filter(({ need }) => need !== 'documented');
    const required = accessTo(policyOf(needed, 'required').policy);
    expect(contains(required, accessTo(templateOf(given, 'docs-2025')))).toEqual({ kind: 'contained' });
    expect(contains(required, accessTo(templateOf(given, 'docs-2023')))).toMatchObject({
      kind: 'exceeds',
      witness: { action: 'sagemaker:AddTags' },
    });
  });

  test('shows none for an API without template', () => {
    for (const integration of ['sagemaker:createProcessingJob', 'sagemaker:createEndpoint'])
      expect(templateOf({ integration, pattern: 'request-response' }, 'docs-2025')).toBeUndefined();
  });

  test('takes wildcards in the name and the role for plain characters', () => {
    const [create, , passRole] = (
      templatePolicy(
        integrations.find(({ resource }) => resource === 'sagemaker:createTransformJob') ?? failed(),
        'request-response',
        { ...VALUES, name: '*', roleArn: 'arn:aws:iam::111122223333:role/*' },
        'docs-2023',
      ) ?? failed()
    ).Statement;
    expect(create?.Resource).toEqual(['arn:aws:sagemaker:us-east-1:111122223333:transform-job/${*}*']);
    expect(passRole?.Resource).toEqual(['arn:aws:iam::111122223333:role/${*}']);
  });
});

function failed(): never {
  throw new Error('the case names an API with a template');
}
