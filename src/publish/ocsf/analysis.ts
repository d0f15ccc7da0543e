import type { BecauseLine, Finding, ResolveReason } from '../../findings/finding.ts';
import { EXCESS_RULES } from './classes.ts';
import { type OcsfObject, present, wordsOf } from './frame.ts';
import { resourceOf } from './resources.ts';

const MOST_REASONS = 20;
const MOST_KEYS = 20;

/** Keys that say who makes a request, the most telling first. */
const PRINCIPAL_KEYS = [
  'aws:PrincipalArn',
  'aws:FederatedProvider',
  'aws:PrincipalServiceName',
  'aws:PrincipalAccount',
];

/** What class 2003 says: the check that failed, and the request that proves it. */
export function complianceOf(finding: Finding): OcsfObject {
  const { ruleId, title, resolvedReason } = finding;
  const status = standingOf(finding.status === 'resolved' ? (resolvedReason ?? 'scope-retired') : undefined);
  return {
    compliance: {
      control: wordsOf(ruleId),
      desc: wordsOf(title, ruleId),
      ...status,
      checks: [{ uid: wordsOf(ruleId), name: wordsOf(title, ruleId), ...status }],
    },
    evidences: evidencesOf(finding),
  };
}

/** That somebody looked, and it is in order, is said of what was fixed alone. */
function standingOf(reason: ResolveReason | undefined): OcsfObject {
  if (reason === undefined) return { status_id: 3, status: 'Fail' };
  return reason === 'fixed' ? { status_id: 1, status: 'Pass' } : { status_id: 0, status: 'Unknown' };
}

function evidencesOf({ witness, role, because }: Finding): readonly OcsfObject[] {
  const reasons = because.slice(0, MOST_REASONS).map(reasonOf);
  const needs = reasons.length === 0 ? [] : [{ name: 'needed by', data: reasons }];
  if (witness === undefined) return needs;
  const { action, resource } = witness;
  const request = present({
    name: 'request',
    api: { operation: wordsOf(action), service: { name: wordsOf(action.split(':')[0] ?? '') } },
    actor: { user: roleUser(role) },
    resources: resource.trim() === '' ? [] : [resourceOf(resource, 1)],
    data: { condition_keys: conditionKeys(witness.context) },
  });
  return [request, ...needs];
}

function reasonOf({ stateMachine, resource, state, integration, pattern, field }: BecauseLine): OcsfObject {
  const text = (value: string | undefined) => (value === undefined ? undefined : wordsOf(value));
  return present({
    state_machine: text(stateMachine),
    resource: text(resource),
    state: text(state),
    field: text(field),
    integration: text(integration),
    pattern: text(pattern),
  });
}

/** What class 2008 says: which privileges are too much, by which policy; or who may use what is shared. */
export function analysisOf(finding: Finding): OcsfObject {
  const { ruleId, role, witness, statement } = finding;
  const granted = present({
    granted_privileges: witness === undefined ? [] : [wordsOf(witness.action)],
    condition_keys: conditionKeys(witness?.context ?? {}),
  });
  if (EXCESS_RULES.get(ruleId) === 'access')
    return { access_analysis_result: { ...granted, accessors: [accessorOf(finding)] } };
  const policy = present({
    name: statement === undefined ? undefined : wordsOf(statement.policy),
    type: 'Identity Policy',
    data:
      statement === undefined
        ? undefined
        : present({
            statement_index: statement.index,
            sid: statement.sid === undefined ? undefined : wordsOf(statement.sid),
          }),
  });
  return { user: roleUser(role), permission_analysis_results: [{ policy, ...granted }] };
}

function roleUser({ arn, name }: Finding['role']): OcsfObject {
  return { uid: wordsOf(arn), name: wordsOf(name), type: 'AWS IAM Role', type_id: 99 };
}

/** Who makes the request. */
function accessorOf({ witness }: Finding): OcsfObject {
  const context = new Map(Object.entries(witness?.context ?? {}));
  const found = PRINCIPAL_KEYS.map((key) => context.get(key)?.[0]).find((value) => value !== undefined);
  return { uid: wordsOf(found ?? ''), type: 'Principal', type_id: 99 };
}

function conditionKeys(context: Readonly<Record<string, readonly string[]>>): readonly OcsfObject[] {
  return Object.entries(context)
    .slice(0, MOST_KEYS)
    .map(([key, values]) => ({
      name: wordsOf(key),
      values: values.slice(0, MOST_KEYS).map((value) => wordsOf(value)),
    }));
}
