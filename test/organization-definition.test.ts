import { getLanguageService, TextDocument } from 'amazon-states-language-service';
import { describe, expect, test } from 'vitest';
import { LONGEST_RUN_MS } from '../src/state/organization-runs.ts';
import { aboveInfo } from './support/above-info.ts';
import { organizationDefinition } from './support/organization-definition.ts';
import { auditOf } from './support/rule-cases.ts';

const TEXT = organizationDefinition('111122223333');
const DEFINITION = JSON.parse(TEXT);
const { Plan, Accounts, Finish } = DEFINITION.States;
const { Audit, NotAudited } = Accounts.ItemProcessor.States;
const NAME = 'organization-audit';

/** What the role of the state machine has to allow; the stack narrows the objects to those of its bucket. */
const GRANTS = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: [Plan.Parameters.FunctionName, Audit.Parameters.FunctionName],
    },
    {
      Effect: 'Allow',
      Action: 'states:StartExecution',
      Resource: `arn:aws:states:us-east-1:111122223333:stateMachine:${NAME}`,
    },
    {
      Effect: 'Allow',
      Action: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
      Resource: `arn:aws:states:us-east-1:111122223333:execution:${NAME}/*`,
    },
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::states/runs/organization/*/accounts.json',
    },
  ],
};

describe('the state machine of an organization', () => {
  test('is valid Amazon States Language', async () => {
    const document = TextDocument.create('file:///definition.asl', 'asl', 1, TEXT);
    const service = getLanguageService({});
    const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
  });

  test('with the role that it needs has no finding of ours', () => {
    const role = { name: 'OrganizationAuditRole', policies: { audit: GRANTS } };
    const machine = { name: NAME, role: role.name, definition: DEFINITION };
    const { findings } = auditOf({ machines: [machine], roles: [role] });
    expect(aboveInfo(findings).map(({ ruleId, message }) => [ruleId, message])).toEqual([]);
  });

  test.each(
    GRANTS.Statement.map(({ Action }, index) => [Action, index] as const).filter(
      ([action]) => !Array.isArray(action),
    ),
  )('is found to fail without %s', (_, left) => {
    const Statement = GRANTS.Statement.filter((__, index) => index !== left);
    const role = { name: 'OrganizationAuditRole', policies: { audit: { ...GRANTS, Statement } } };
    const machine = { name: NAME, role: role.name, definition: DEFINITION };
    const { findings } = auditOf({ machines: [machine], roles: [role] });
    expect(findings.map(({ ruleId }) => ruleId)).toContain('task-permission-missing');
  });

  test('audits accounts side by side, each for as long as a function may take', () => {
    expect(Accounts).toMatchObject({ MaxConcurrency: 100, ToleratedFailurePercentage: 100 });
    expect(Accounts.ItemProcessor.ProcessorConfig).toEqual({
      Mode: 'DISTRIBUTED',
      ExecutionType: 'STANDARD',
    });
    for (const { TimeoutSeconds } of [Plan, Audit, Finish]) expect(TimeoutSeconds).toBeGreaterThan(900);
  });

  test('ends although no account could be audited, and although the list could not be read', () => {
    expect(Audit.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'NotAudited' }]);
    expect(NotAudited).toMatchObject({ Type: 'Pass', End: true });
    expect(Accounts.Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Finish' }]);
    expect(Accounts.Next).toBe('Finish');
  });

  test('tries again where Lambda is busy, each time later and not all at once', () => {
    for (const { Retry } of [Plan, Audit, Finish])
      expect(Retry[0]).toMatchObject({
        ErrorEquals: [
          'Lambda.ServiceException',
          'Lambda.AWSLambdaException',
          'Lambda.SdkClientException',
          'Lambda.TooManyRequestsException',
        ],
        BackoffRate: 2,
        JitterStrategy: 'FULL',
      });
  });

  test('takes no longer than people are held back', () => {
    expect(DEFINITION.TimeoutSeconds * 1000).toBe(LONGEST_RUN_MS);
  });
});
