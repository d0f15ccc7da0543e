import { readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { StatementJson } from '../src/findings/finding.ts';
import { CHANGE_EVENTS } from '../src/model/change-events.ts';
import { DEPLOYED, permissionsOf, type Scope } from '../src/permissions.ts';

const FOLDER = 'infra';
export const DEFINITION_FILE = 'infra/organization.asl.json';

/** References of the stack, in the syntax of `Fn::Sub`. */
const STACK: Scope = {
  partition: '${AWS::Partition}',
  accountId: '${AWS::AccountId}',
  topicArn: '${FindingsTopic}',
  chatTopicArn: '${ChatTopic}',
  stateBucketArn: '${StateBucket.Arn}',
  reportBucketArn: '${StateBucket.Arn}',
  eventBusArn: '${FindingsBus.Arn}',
  memberRole: '${MemberRoleName}',
  importRole: '${MemberRoleName}-import',
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
interface ChangePattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly eventSource: readonly string[];
    readonly eventName: readonly string[];
    readonly errorCode: readonly [{ readonly exists: false }];
  };
}

/** Which events the rules let pass: calls of CloudTrail that change something, but for those that failed. */
export const CHANGE_PATTERN: ChangePattern = {
  source: Object.keys(CHANGE_EVENTS).map((source) => `aws.${source.replace('.amazonaws.com', '')}`),
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: Object.keys(CHANGE_EVENTS),
    eventName: Object.values(CHANGE_EVENTS).flat(),
    errorCode: [{ exists: false }],
  },
};

/** Of statements on roles of other accounts. */
const WITHIN_ORGANIZATION: readonly string[] = [
  '  Condition: !If',
  '    - HasOrganizationId',
  '    - StringEquals:',
  '        aws:ResourceOrgID: !Ref OrganizationId',
  '    - !Ref AWS::NoValue',
];

/** What stands between the marks of this name. */
function blockNamed(name: string, definition: string): readonly string[] {
  if (name === 'change-events') return patternYaml();
  if (name === 'organization-definition')
    return [
      'DefinitionString: !Sub |',
      ...definition
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    ];
  const features = DEPLOYED[name];
  if (features === undefined) throw new Error(`\`generated: ${name}\`: nothing of this name is generated`);
  const within = name.startsWith('assume-') ? WITHIN_ORGANIZATION : [];
  return permissionsOf(features, STACK).Statement.flatMap((statement) => [
    ...statementYaml(statement),
    ...within,
  ]);
}

function statementYaml({ Effect, Action, Resource }: StatementJson): readonly string[] {
  return [
    `- Effect: ${Effect}`,
    '  Action:',
    ...Action.map((action) => `    - ${action}`),
    '  Resource:',
    ...Resource.map((resource) => `    - ${resource === '*' ? '"*"' : `!Sub "${resource}"`}`),
  ];
}

function patternYaml(): readonly string[] {
  const { source, detail, ...rest } = CHANGE_PATTERN;
  const list = (names: readonly string[]): readonly string[] => names.map((name) => `- ${name}`);
  const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
  return [
    'source:',
    ...indented(list(source)),
    'detail-type:',
    ...indented(list(rest['detail-type'])),
    'detail:',
    '  eventSource:',
    ...indented(indented(list(detail.eventSource))),
    '  eventName:',
    ...indented(indented(list(detail.eventName))),
    '  errorCode:',
    '    - exists: false',
  ];
}

/** The file with all that stands between its marks, `# generated: NAME` and `# end: NAME`, made anew. */
export function regenerated(yaml: string, definition: string): string {
  return yaml.replaceAll(
    /^( *)# generated: (\S+)\n[\s\S]*?^\1# end: \2$/gm,
    (_block, indent: string, name: string) =>
      [`# generated: ${name}`, ...blockNamed(name, definition), `# end: ${name}`]
        .map((line) => `${indent}${line}`)
        .join('\n'),
  );
}

async function regenerateAll(): Promise<void> {
  const definition = await readFile(DEFINITION_FILE, 'utf8');
  for (const name of await readdir(FOLDER)) {
    if (!name.endsWith('.yml')) continue;
    const path = `${FOLDER}/${name}`;
    const yaml = await readFile(path, 'utf8');
    const anew = regenerated(yaml, definition);
    if (anew !== yaml) await writeFile(path, anew);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await regenerateAll();
