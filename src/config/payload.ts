import * as v from 'valibot';
import { parseArn } from '../model/arn.ts';
import { isRecord, kindOf, own } from '../model/json.ts';
import { type Checked, checkObject, shown } from './checked.ts';
import type { Config } from './config.ts';

/** What one invocation of the function asks for, all of it inside the configuration. */
export interface AuditRequest {
  readonly trigger: 'schedule' | 'audit';
  /** What names one occasion of a schedule. */
  readonly schedule?: { readonly arn: string; readonly time: string };
  /** Empty where that is left to the credentials. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** ARNs of state machines, SageMaker resources or roles; without them the whole account is audited. */
  readonly resources?: readonly string[];
  readonly publish: boolean;
}

/** One account of a run over many, for the worker that the state machine calls. */
export interface MemberRequest {
  readonly trigger: 'member';
  readonly run: string;
  readonly account: string;
}

/** A payload that is refused before anything is read; the message names each wrong field by its JSON path. */
export class PayloadError extends Error {
  // The name is what callers of the function see as `errorType`.
  override readonly name = 'InvalidPayload';
}

const MOST_RESOURCES = 50;

const scheduleSchema = v.object({
  kind: v.literal('schedule'),
  scheduleArn: v.string('text'),
  scheduledTime: v.string('text'),
});

const names = v.pipe(v.array(v.string('text'), 'an array'), v.minLength(1, 'at least one entry'));

const auditSchema = v.object({
  kind: v.literal('audit'),
  accounts: v.exactOptional(names),
  regions: v.exactOptional(names),
  resources: v.exactOptional(
    v.pipe(
      v.array(
        v.pipe(
          v.string('text'),
          v.check(isAuditable, 'the ARN of a state machine, a SageMaker resource or a role'),
        ),
        'an array',
      ),
      v.minLength(1, 'at least one entry'),
      v.maxLength(MOST_RESOURCES, `at most ${MOST_RESOURCES} entries`),
    ),
  ),
  publish: v.exactOptional(v.boolean('true or false')),
});

const RUN = 'the name of a run: 64 hexadecimal digits';
const ACCOUNT = 'an account id of 12 digits';

/** Of a run over many accounts. */
export const runName: v.GenericSchema<string> = v.pipe(v.string('text'), v.regex(/^[0-9a-f]{64}$/, RUN));

const memberSchema = v.object({
  kind: v.literal('member'),
  run: runName,
  account: v.pipe(v.string('text'), v.regex(/^\d{12}$/, ACCOUNT)),
});

/** The request behind an event of the audit function. Throws PayloadError. */
export function parsePayload(event: unknown, config: Config): AuditRequest | MemberRequest {
  if (!isRecord(event)) throw new PayloadError(`\`$\`: expected an object, found ${kindOf(event)}`);
  switch (own(event, 'kind')) {
    case 'schedule':
      return onSchedule(accepted(checkObject(scheduleSchema, event, '$')), config);
    case 'audit':
      return onDemand(accepted(checkObject(auditSchema, event, '$')), config);
    case 'member': {
      const { run, account } = accepted(checkObject(memberSchema, event, '$'));
      return { trigger: 'member', run, account };
    }
    default:
      throw new PayloadError(
        `\`$.kind\`: expected "schedule", "audit" or "member", found ${kindOf(own(event, 'kind'))}`,
      );
  }
}

/** The value of the right shape. Throws PayloadError. */
export function accepted<Value>(checked: Checked<Value>): Value {
  if (checked.kind === 'invalid') throw new PayloadError(checked.problems.join('; '));
  return checked.value;
}

function onSchedule(
  { scheduleArn, scheduledTime }: v.InferOutput<typeof scheduleSchema>,
  { accounts, regions }: Config,
): AuditRequest {
  const schedule = { arn: scheduleArn, time: scheduledTime };
  return { trigger: 'schedule', schedule, accounts, regions, publish: true };
}

function onDemand(payload: v.InferOutput<typeof auditSchema>, config: Config): AuditRequest {
  const { accounts = config.accounts, regions = config.regions, resources, publish = true } = payload;
  const problems = [
    ...accountsOutside(payload.accounts, config),
    ...outside('$.regions', payload.regions ?? [], config.regions),
    ...resourcesOutside(resources ?? [], accounts, regions),
  ];
  if (problems.length > 0) throw new PayloadError(problems.join('; '));
  return {
    trigger: 'audit',
    accounts: [...new Set(accounts)],
    regions: [...new Set(regions)],
    publish,
    ...(resources === undefined ? {} : { resources }),
  };
}

/** Through the role of member accounts one account can be read in one call, whichever trusts us where none are named. */
function accountsOutside(
  named: readonly string[] | undefined,
  { accounts, member }: Config,
): readonly string[] {
  if (member === undefined) return outside('$.accounts', named ?? [], accounts);
  if ((named ?? accounts).length > 1)
    return ['`$.accounts`: expected one account; start the state machine to audit many'];
  if (accounts.length > 0) return outside('$.accounts', named ?? [], accounts);
  return (named ?? []).some((account) => !/^\d{12}$/.test(account))
    ? [`\`$.accounts[0]\`: expected ${ACCOUNT}`]
    : [];
}

function outside(at: string, named: readonly string[], configured: readonly string[]): readonly string[] {
  return [...named.entries()]
    .filter(([, name]) => !configured.includes(name))
    .map(([index, name]) => `\`${at}[${index}]\`: "${shown(name)}" is outside of the configuration`);
}

function resourcesOutside(
  resources: readonly string[],
  accounts: readonly string[],
  regions: readonly string[],
): readonly string[] {
  const problems: string[] = [];
  for (const [index, text] of resources.entries()) {
    const arn = parseArn(text);
    if (arn === undefined) continue;
    const at = `\`$.resources[${index}]\``;
    if (arn.region !== '' && !regions.includes(arn.region))
      problems.push(`${at}: region "${shown(arn.region)}" is outside of what is audited`);
    if (accounts.length > 0 && !accounts.includes(arn.accountId))
      problems.push(`${at}: account "${shown(arn.accountId)}" is outside of what is audited`);
  }
  return problems;
}

function isAuditable(text: string): boolean {
  return /^arn:[a-z-]+:(states:[a-z0-9-]+:\d{12}:stateMachine:[^:]+|sagemaker:[a-z0-9-]+:\d{12}:[a-z-]+\/.+|iam::\d{12}:role\/.+)$/.test(
    text,
  );
}
