import type { Environment } from '../config/config.ts';
import type { PolicyJson } from '../findings/finding.ts';
import type { Feature } from '../permissions.ts';
import { noPositionals, oneOf, parseFlags } from './flags.ts';
import type { Io } from './io.ts';

const OPTIONS = { feature: { type: 'string', multiple: true }, format: { type: 'string' } } as const;

/**
 * `plumbline permissions [--feature F]… [--format json|text]`: the policy that the auditor itself needs, made from
 * what its readers and channels declare. Throws UsageError; returns the exit code.
 */
export async function permissionsCommand(
  args: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  // Readers bring the AWS clients along, which no other command should wait for.
  const { FEATURES, permissionsOf } = await import('../permissions.ts');
  const { values, positionals } = parseFlags(args, OPTIONS);
  noPositionals(positionals);
  const { feature: names = [] } = values;
  const format = oneOf('format', values.format ?? 'text', ['json', 'text']);
  const features = featuresNamed(names, FEATURES);
  const policy = permissionsOf(features, {
    partition: 'aws',
    accountId: '*',
    topicArn: environment.PLUMBLINE_TOPIC_ARN || 'arn:aws:sns:*:*:*',
    chatTopicArn: environment.PLUMBLINE_CHAT_TOPIC_ARN || 'arn:aws:sns:*:*:*',
    stateBucketArn: `arn:aws:s3:::${environment.PLUMBLINE_STATE_BUCKET || '*'}`,
    reportBucketArn: `arn:aws:s3:::${environment.PLUMBLINE_REPORT_BUCKET || '*'}`,
    eventBusArn: busArn(environment.PLUMBLINE_EVENT_BUS || '*'),
    memberRole: environment.PLUMBLINE_MEMBER_ROLE || '*',
    importRole: environment.PLUMBLINE_SECURITY_HUB_ROLE || '*',
  });
  io.out(format === 'json' ? `${JSON.stringify(policy, undefined, 2)}\n` : asText(features, policy));
  return 0;
}

function busArn(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : `arn:aws:events:*:*:event-bus/${nameOrArn}`;
}

/** Every feature where none is named. */
function featuresNamed(names: readonly string[], features: readonly Feature[]): readonly Feature[] {
  if (names.length === 0) return features;
  const known = features.map((feature) => feature.name);
  const wanted = new Set(names.map((name) => oneOf('feature', name, known)));
  return features.filter(({ name }) => wanted.has(name));
}

function asText(features: readonly Feature[], policy: PolicyJson): string {
  const lines = features.map(({ name, needs }) => `${name}\n${needs.map((need) => `  ${need}\n`).join('')}`);
  return `${lines.join('\n')}\n${JSON.stringify(policy, undefined, 2)}\n`;
}
