import { escapeLiteral } from '../policy/pattern.ts';
import type { Pack } from './grant.ts';
import type { Integration } from './integration.ts';
import type { JobApi } from './job.ts';
import { RULE_ACTIONS } from './managed-rule.ts';
import { SAGEMAKER_SERVICE } from './pass-role.ts';

/** What the placeholders of a template stand for. */
export interface TemplateValues {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** The name of the job, for the template of static resources. */
  readonly name?: string;
  readonly roleArn: string;
}

/** A statement of a documented template, as the developer guide writes it. */
interface TemplateStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly [string];
  readonly Condition?: { readonly StringEquals: { readonly 'iam:PassedToService': string } };
}

export interface TemplatePolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly TemplateStatement[];
}

/**
 * The policy that the developer guide shows for a task, of the given date; `undefined` where it shows none.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html
 */
export function templatePolicy(
  integration: Integration,
  pattern: 'request-response' | '.sync',
  values: TemplateValues,
  pack: Pack,
): TemplatePolicy | undefined {
  const { job } = integration;
  if (job?.shownBy !== 'docs-2023') return undefined;
  const passRole = {
    ...allow(['iam:PassRole'], escapeLiteral(values.roleArn)),
    Condition: { StringEquals: { 'iam:PassedToService': SAGEMAKER_SERVICE } },
  };
  const tags = pack === 'docs-2023' ? ['sagemaker:ListTags'] : ['sagemaker:ListTags', 'sagemaker:AddTags'];
  const jobs = regional(values, 'sagemaker', `${job.arnType}/${escapeLiteral(values.name ?? '')}*`);
  const statements = [allow(jobActions(job, pattern), jobs), allow(tags, '*'), passRole];
  if (pattern === '.sync' && job.rule !== undefined)
    statements.push(allow(RULE_ACTIONS, regional(values, 'events', `rule/${job.rule}`)));
  return { Version: '2012-10-17', Statement: statements };
}

function jobActions({ noun }: JobApi, pattern: 'request-response' | '.sync'): readonly string[] {
  const verbs = pattern === '.sync' ? ['Create', 'Describe', 'Stop'] : ['Create'];
  return verbs.map((verb) => `sagemaker:${verb}${noun}`);
}

function allow(actions: readonly string[], resource: string): TemplateStatement {
  return { Effect: 'Allow', Action: actions, Resource: [resource] };
}

function regional(
  { partition, region, accountId }: TemplateValues,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
