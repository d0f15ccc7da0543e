import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { StatementJson } from '../src/findings/finding.ts';
import { DEPLOYED, permissionsOf } from '../src/permissions.ts';

export const AUDITOR_POLICY_FILE = 'infra/auditor-policy.yml';

/** References of the stack, in the syntax of `Fn::Sub`. */
const STACK = {
  partition: '${AWS::Partition}',
  accountId: '${AWS::AccountId}',
  topicArn: '${FindingsTopic}',
  stateBucketArn: '${StateBucket.Arn}',
  reportBucketArn: '${StateBucket.Arn}',
  // Of features that the stack does not use.
  chatTopicArn: '',
  eventBusArn: '',
  importRole: '',
};

/** The content of `infra/auditor-policy.yml`: what readers and channels declare, as a policy of the auditor's role. */
export function auditorPolicy(): string {
  const { Version, Statement } = permissionsOf(DEPLOYED, STACK);
  return `# Made by \`npm run generate\` from the \`needs\` of readers and channels: change those, not this file.
Resources:
  AuditorPolicy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: auditor
      Roles: [!Ref AuditorRole]
      PolicyDocument:
        Version: '${Version}'
        Statement:
${Statement.map(statementYaml).join('\n')}
`;
}

function statementYaml({ Effect, Action, Resource }: StatementJson): string {
  return [
    `          - Effect: ${Effect}`,
    '            Action:',
    ...Action.map((action) => `              - ${action}`),
    '            Resource:',
    ...Resource.map((resource) => `              - ${resource === '*' ? "'*'" : `!Sub '${resource}'`}`),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await writeFile(AUDITOR_POLICY_FILE, auditorPolicy());
