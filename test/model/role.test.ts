import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../src/model/json.ts';
import { failed, known, readValue } from '../../src/model/read.ts';
import { decodeDocument, parseManagedPolicies, parseRoles, type Role } from '../../src/model/role.ts';

const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const TEXT = JSON.stringify(DOCUMENT);
const OWN = 'arn:aws:iam::111122223333:policy/team/Own';
const AMAZON = 'arn:aws:iam::aws:policy/service-role/Amazon';

describe('decodeDocument', () => {
  test.each([
    ['an object', DOCUMENT],
    ['JSON text', TEXT],
    ['text with percent signs that encode nothing', JSON.stringify({ ...DOCUMENT, Id: '100%7B' })],
    ['percent-encoded text', encodeURIComponent(TEXT)],
    [
      'percent-encoded text in lower case',
      encodeURIComponent(TEXT).toLowerCase().replaceAll('version', 'Version'),
    ],
    ['text behind white space', `\n  ${TEXT}`],
  ])('reads %s', (_, value) => {
    expect(decodeDocument(value).kind).toBe('known');
    expect(readValue(decodeDocument(value))).toMatchObject({ Version: '2012-10-17' });
  });

  test.each([
    ['nothing', undefined, 'the document is absent'],
    ['half a document', TEXT.slice(0, 20), 'the document is not JSON'],
    ['half a percent code', '%7B%2', 'the document is not JSON'],
    ['an empty text', '', 'the document is not JSON'],
    [
      'a document that is nested without end',
      '{"Statement":'.repeat(100_000),
      'the document: expected at most 100 levels of arrays and objects',
    ],
  ])('fails on %s', (_, value, why) => {
    expect(decodeDocument(value)).toEqual({ kind: 'failed', why });
  });

  test('leaves it to the policy room what a document means', () => {
    expect(decodeDocument(null)).toEqual(known(null));
    expect(decodeDocument('7')).toEqual(known(7));
  });
});

function rolesIn(entry: unknown, managed = new Map()): { roles: readonly Role[]; whys: readonly string[] } {
  const { roles, gaps } = parseRoles({ RoleDetailList: [entry] }, managed);
  return { roles, whys: gaps.map(({ why }) => why) };
}

function roleIn(entry: JsonRecord, managed = new Map()): Role | undefined {
  return rolesIn({ Arn: 'arn:aws:iam::111122223333:role/a/B', RoleName: 'B', ...entry }, managed).roles[0];
}

describe('parseRoles', () => {
  test('reads what AWS returns', () => {
    const managed = new Map([[OWN, { document: known(DOCUMENT), versionId: 'v2' }]]);
    expect(
      roleIn(
        {
          Path: '/a/',
          AssumeRolePolicyDocument: encodeURIComponent(TEXT),
          RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: TEXT }],
          AttachedManagedPolicies: [
            { PolicyName: 'Own', PolicyArn: OWN },
            { PolicyName: 'Amazon', PolicyArn: AMAZON },
          ],
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: OWN },
          Tags: [{ Key: 'team', Value: 'ml' }],
          CreateDate: '2026-01-02T03:04:05Z',
          RoleLastUsed: { LastUsedDate: '2026-11-19T06:00:00Z', Region: 'us-east-1' },
        },
        managed,
      ),
    ).toEqual({
      arn: 'arn:aws:iam::111122223333:role/a/B',
      name: 'B',
      path: '/a/',
      accountId: '111122223333',
      tags: { team: 'ml' },
      trust: { name: 'trust policy', origin: 'trust', document: known(DOCUMENT) },
      policies: [
        { name: 'inline', origin: 'inline', document: known(DOCUMENT) },
        {
          name: 'Own',
          origin: 'customer-managed',
          arn: OWN,
          document: known(DOCUMENT),
          versionId: 'v2',
        },
        {
          name: 'Amazon',
          origin: 'aws-managed',
          arn: AMAZON,
          document: { kind: 'failed', why: 'the document of the managed policy was not read' },
        },
      ],
      boundary: {
        name: 'Own',
        origin: 'boundary',
        arn: OWN,
        document: known(DOCUMENT),
        versionId: 'v2',
      },
      createdAt: '2026-01-02T03:04:05Z',
      lastUsed: { at: '2026-11-19T06:00:00Z' },
    });
  });

  test.each([
    ['an empty record means never', { RoleLastUsed: {} }, 'never'],
    ['without a record nothing is known', {}, undefined],
    ['what is no record tells nothing', { RoleLastUsed: 'yesterday' }, undefined],
  ])('of the last use, %s', (_, entry, lastUsed) => {
    expect(roleIn(entry)?.lastUsed).toBe(lastUsed);
  });

  test('a role needs only its ARN and its name', () => {
    expect(roleIn({})).toMatchObject({
      path: '/',
      tags: {},
      policies: [],
      trust: { document: { kind: 'failed', why: 'the document is absent' } },
    });
  });

  test('names an inline policy without name by its place', () => {
    const policies = [{ PolicyDocument: TEXT }, 7, { PolicyName: '', PolicyDocument: TEXT }];
    expect(roleIn({ RolePolicyList: policies })?.policies).toEqual([
      { name: 'inline policy 0', origin: 'inline', document: known(DOCUMENT) },
      {
        name: 'inline policy 1',
        origin: 'inline',
        document: { kind: 'failed', why: 'expected a policy, found a number' },
      },
      { name: 'inline policy 2', origin: 'inline', document: known(DOCUMENT) },
    ]);
  });

  test('keeps an attached policy that it cannot name', () => {
    for (const attached of [{ PolicyName: 'x' }, null])
      expect(roleIn({ AttachedManagedPolicies: [attached] })?.policies).toMatchObject([
        {
          name: 'attached policy',
          document: { kind: 'failed', why: 'the attached policy has no PolicyArn' },
        },
      ]);
  });

  test.each([
    ['no object', 7, 'a number'],
    ['no ARN', { RoleName: 'a' }, 'an object'],
    ['no name', { Arn: 'arn:aws:iam::1:role/a' }, 'an object'],
  ])('makes a gap of an entry that has %s', (_, entry, kind) => {
    expect(rolesIn(entry)).toEqual({
      roles: [],
      whys: [`$.RoleDetailList[0]: expected a role with Arn and RoleName, found ${kind}`],
    });
  });

  test('takes keys and tags from a hostile account as they are', () => {
    const entry = JSON.parse(
      '{"__proto__":{"Path":"/evil/"},"Tags":[{"Key":"__proto__","Value":"x"},{"Key":"constructor"},{"Value":"y"},3]}',
    );
    const role = roleIn(entry);
    expect(role?.path).toBe('/');
    expect(Object.entries(role?.tags ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', ''],
    ]);
  });

  test('finds no roles where there is no list', () => {
    expect(parseRoles({}, new Map())).toEqual({ roles: [], gaps: [] });
    expect(parseRoles({ RoleDetailList: 'all' }, new Map())).toEqual({ roles: [], gaps: [] });
  });
});

describe('parseManagedPolicies', () => {
  const policy = (more: object) => parseManagedPolicies({ Policies: [{ Arn: OWN, ...more }] }).get(OWN);
  const old = { VersionId: 'v1', Document: '{"Id":"old"}' };
  const current = { VersionId: 'v2', Document: encodeURIComponent(TEXT) };

  test('reads the default version, by its mark or by its id', () => {
    const marked = [old, { ...current, IsDefaultVersion: true }];
    const document = known(DOCUMENT);
    expect(policy({ PolicyVersionList: marked })).toEqual({ document });
    expect(policy({ DefaultVersionId: 'v2', PolicyVersionList: [old, current] })).toEqual({
      document,
      versionId: 'v2',
    });
  });

  test.each([
    ['no versions', {}, {}],
    [
      'no version that is the default',
      { DefaultVersionId: 'v3', PolicyVersionList: [old, current, null] },
      { versionId: 'v3' },
    ],
    ['neither mark nor id', { PolicyVersionList: [{ Document: TEXT }] }, {}],
  ])('fails where there is %s', (_, more, version) => {
    const document = failed('the default version of the managed policy was not read');
    expect(policy(more)).toEqual({ ...version, document });
  });

  test('leaves out what has no ARN', () => {
    expect(parseManagedPolicies({ Policies: [7, { PolicyName: 'x' }] }).size).toBe(0);
    expect(parseManagedPolicies({}).size).toBe(0);
  });
});
