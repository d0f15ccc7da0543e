import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, digest, fingerprint, type Identity } from '../../src/findings/fingerprint.ts';
import { publishedDocument } from '../support/published-policies.ts';
import {
  type AccountJson,
  auditOf,
  type MachineJson,
  type RoleJson,
  readRuleCases,
} from '../support/rule-cases.ts';

const IDENTITY: Identity = {
  partition: 'aws',
  accountId: '111122223333',
  region: 'us-east-1',
  ruleId: 'cancel-permission-missing',
  resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly',
  subject: { need: 'cancel', integration: 'sagemaker:createTrainingJob' },
};

describe('canonicalJson', () => {
  test('writes the numbers, dates and addresses of conditions as texts', () => {
    expect(canonicalJson({ values: [3600n, 10n ** 30n] })).toBe(
      '{"values":["3600","1000000000000000000000000000000"]}',
    );
  });

  test.each([
    [
      'keys sorted by UTF-16 code units',
      { b: 1, '\ufb33': 2, '😀': 3, a: 4 },
      '{"a":4,"b":1,"😀":3,"\ufb33":2}',
    ],
    ['numbers as ECMAScript writes them', [1e21, 0.000001, -0, 4.5], '[1e+21,0.000001,0,4.5]'],
    ['texts with the shortest escapes', '\u0007\n"€', '"\\u0007\\n\\"€"'],
    ['nothing of what is undefined', { a: undefined, b: null }, '{"b":null}'],
    ['undefined alone as null', undefined, 'null'],
    ['arrays in their order', [[2, 1], {}], '[[2,1],{}]'],
    ['a key named __proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('is the same for every order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(record));
        expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });
});

describe('fingerprint', () => {
  test('never changes its form', () => {
    expect(fingerprint(IDENTITY)).toBe('v1-4f64e537513242fde23fda5299dde19f');
    expect(digest({})).toMatch(/^[0-9a-f]{32}$/);
  });

  test('differs where any part of the identity differs', () => {
    const others: Partial<Identity>[] = [
      { partition: 'aws-cn' },
      { accountId: '999988887777' },
      { region: 'global' },
      { ruleId: 'task-permission-missing' },
      { resource: `${IDENTITY.resource}-2` },
      { subject: { need: 'cancel' } },
      { subject: { need: 'cancel', integration: 'sagemaker:createTransformJob' } },
    ];
    const ids = [IDENTITY, ...others.map((other) => ({ ...IDENTITY, ...other }))].map(fingerprint);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is shared by no two subjects', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const same = canonicalJson(left) === canonicalJson(right);
        const ids = [left, right].map((subject) => fingerprint({ ...IDENTITY, subject }));
        expect(ids[0] === ids[1]).toBe(same);
      }),
    );
  });
});

const ACCOUNTS = readRuleCases().flatMap(({ reject }) => reject.slice(0, 2));

describe('the ids of an audit', () => {
  test.each<[string, (account: AccountJson) => AccountJson]>([
    [
      'the order of roles and state machines',
      (account) => ({
        ...account,
        machines: account.machines.toReversed(),
        roles: account.roles.toReversed(),
      }),
    ],
    ['the order of policies', editRoles((role) => ({ ...role, policies: turned(role.policies) }))],
    ['the order of statements', editPolicies((statements) => statements.toReversed())],
    ['the order of actions and resources', editPolicies((statements) => statements.map(turnLists))],
    ['the case of actions', editPolicies((statements) => statements.map(upperCaseActions))],
    ['Sids', editPolicies((statements) => statements.map((each, at) => ({ ...each, Sid: `Renamed${at}` })))],
    [
      'the order of states',
      editMachines((machine) => ({ ...machine, definition: turnStates(machine.definition) })),
    ],
    [
      'white space in definitions',
      editMachines((machine) => ({
        ...machine,
        definition: JSON.stringify(machine.definition, null, 4),
      })),
    ],
  ])('do not depend on %s', (_, change) => {
    for (const account of ACCOUNTS) expect(idsOf(change(account))).toEqual(idsOf(account));
  });
});

type Statement = Readonly<Record<string, unknown>>;

function idsOf(account: AccountJson): readonly string[] {
  return auditOf(account)
    .findings.map(({ id }) => id)
    .toSorted();
}

function editRoles(edit: (role: RoleJson) => RoleJson): (account: AccountJson) => AccountJson {
  return (account) => ({ ...account, roles: account.roles.map(edit) });
}

function editMachines(edit: (machine: MachineJson) => MachineJson): (account: AccountJson) => AccountJson {
  return (account) => ({ ...account, machines: account.machines.map(edit) });
}

/** Edits the inline policies of every role. */
function editPolicies(edit: (statements: readonly Statement[]) => readonly Statement[]) {
  return editRoles((role) => ({
    ...role,
    policies: Object.fromEntries(
      Object.entries(role.policies ?? {}).map(([name, written]) => {
        const document = publishedDocument(written);
        const { Statement } = document as { readonly Statement: Statement | readonly Statement[] };
        return [name, { ...(document as object), Statement: edit([Statement].flat() as Statement[]) }];
      }),
    ),
  }));
}

function turned<Value>(record: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).toReversed());
}

function turnLists(statement: Statement): Statement {
  const entries = Object.entries(statement).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.toReversed() : value,
  ]);
  return turned(Object.fromEntries(entries));
}

function upperCaseActions({ Action, ...statement }: Statement): Statement {
  return { ...statement, Action: [Action].flat().map((action) => String(action).toUpperCase()) };
}

function turnStates(definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null || !('States' in definition)) return definition;
  return { ...definition, States: turned(definition.States as Record<string, unknown>) };
}
