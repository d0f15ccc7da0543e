import { readFileSync } from 'node:fs';
import { expectationOf } from '../src/expected/expect.ts';
import type { ExpectedGrant, Pattern } from '../src/expected/grant.ts';
import type { Integration } from '../src/expected/integration.ts';
import { integrations } from '../src/expected/integrations/index.ts';
import { MATRIX } from '../test/expected/sagemaker-matrix.ts';
import { withServiceForms } from '../test/expected/service-matrix.ts';
import { casesIn, definitionOf, MACHINE } from '../test/expected/support.ts';
import { type CaseForm, formsTried, type TaskCase } from '../test/support/case-forms.ts';

const SUFFIX: Readonly<Record<Pattern | '.sync:2', string>> = {
  'request-response': '',
  '.sync': '.sync',
  '.sync:2': '.sync:2',
  '.waitForTaskToken': '.waitForTaskToken',
};

/** `docs/integrations.md`: what is expected of a call whose values only a run knows, and which forms have a case. */
export function integrationsPage(): string {
  const tried = withServiceForms(formsTried([...casesIn<TaskCase>('expected'), ...MATRIX]));
  const services = new Set(integrations.map(serviceOf));
  return [
    '# Integrations',
    'What Plumbline expects of a role for each optimized integration of Step Functions. *Needed* are the calls that a definition provably makes; *also justified* is what documentation or a common generator grants as well, and what is therefore never called excess. Actions are told once; their resources follow from the parameters of the task. AWS SDK integrations (`aws-sdk:…`) are derived from the service authorization tables.',
    'The last column says with which kind of values the case files try the integration: a literal, a text of which the beginning is known, a value that only a run knows. It is empty where the call names no resource of its own.',
    ...[...services].flatMap((service) => [
      `## ${service}`,
      table(
        integrations.filter((integration) => serviceOf(integration) === service),
        tried,
      ),
    ]),
    '## Roles that lack something, or allow too much',
    'Of the roles that the guide, CDK, serverless-step-functions and the Terraform module make for these calls (`test/cases/origins`), nothing is said above info, but for these.',
    deficientTable(),
    'This page is made by `npm run generate` from the integrations and their cases in `test/cases`.',
  ]
    .join('\n\n')
    .concat('\n');
}

function deficientTable(): string {
  const text = readFileSync('test/cases/origins/deficient.json', 'utf8');
  const listed = JSON.parse(text) as Readonly<Record<string, { why: string; findings: readonly string[] }>>;
  return [
    '| case | found | why |',
    '|---|---|---|',
    ...Object.entries(listed).map(
      ([file, { why, findings }]) => `| ${file.replace('.json', '')} | ${findings.join('<br>')} | ${why} |`,
    ),
  ].join('\n');
}

function serviceOf({ resource }: Integration): string {
  return resource.slice(0, resource.indexOf(':'));
}

function table(list: readonly Integration[], tried: ReadonlyMap<string, ReadonlySet<CaseForm>>): string {
  const rows = list.flatMap((integration) =>
    integration.patterns.map((pattern) => row(integration, pattern, tried)),
  );
  return [
    '| API | pattern | needed | also justified | passes a role to | tried with |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function row(
  { resource, source, roles }: Integration,
  pattern: Pattern | '.sync:2',
  tried: ReadonlyMap<string, ReadonlySet<CaseForm>>,
): string {
  const call = `${resource}${SUFFIX[pattern]}`;
  const definition = definitionOf({ Resource: `arn:aws:states:::${call}` });
  const { grants } = expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
  const needed = actionsOf(grants.filter(({ bound }) => bound === 'required'));
  const justified = actionsOf(grants).filter((action) => !needed.includes(action));
  const services = [...new Set(roles.map(({ service = 'any service' }) => service))];
  const forms = [...(tried.get(call) ?? [])].sort().join(', ');
  const api = resource.slice(resource.indexOf(':') + 1);
  return `| [${api}](${source}) | ${pattern} | ${code(needed)} | ${code(justified)} | ${code(services)} | ${forms} |`;
}

function actionsOf(grants: readonly ExpectedGrant[]): readonly string[] {
  return [...new Set(grants.map(({ action }) => action))];
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' ');
}
