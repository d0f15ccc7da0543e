import { describe, expect, test } from 'vitest';
import { parseOrganization } from '../../src/model/organization.ts';
import { failed, known } from '../../src/model/read.ts';

const DENY = { Version: '2012-10-17', Statement: [] };

describe('organizations/policies.json', () => {
  test('has policies of both kinds by level, the organization and its management account', () => {
    const file = {
      organizationId: 'o-exampleorgid',
      managementAccountId: '999988887777',
      serviceControlPolicies: [[DENY], []],
      resourceControlPolicies: [[], [JSON.stringify(DENY)]],
    };
    expect(parseOrganization(file)).toEqual({
      organizationId: 'o-exampleorgid',
      managementAccountId: '999988887777',
      serviceControlPolicies: [
        [{ name: 'service control policy 0.0', origin: 'scp', document: known(DENY) }],
        [],
      ],
      resourceControlPolicies: [
        [],
        [{ name: 'resource control policy 1.0', origin: 'rcp', document: known(DENY) }],
      ],
      gaps: [],
    });
  });

  test('may say nothing of the organization', () => {
    expect(parseOrganization({})).toEqual({
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      gaps: [],
    });
  });

  test.each<[object, string]>([
    [{ organizationId: 7 }, '$.organizationId: expected a text like ^o-[a-z0-9]{10,32}$'],
    [{ organizationId: 'example' }, '$.organizationId: expected a text like ^o-[a-z0-9]{10,32}$'],
    [{ managementAccountId: 999988887777 }, '$.managementAccountId: expected a text like ^\\d{12}$'],
    [{ serviceControlPolicies: DENY }, '$.serviceControlPolicies: expected an array, found an object'],
    [
      { resourceControlPolicies: [[], DENY] },
      '$.resourceControlPolicies[1]: expected an array, found an object',
    ],
  ])('%j is a gap that says where', (file, why) => {
    expect(parseOrganization({ ...file }).gaps).toEqual([
      {
        source: 'organizations:ListPolicies',
        region: 'global',
        kind: 'malformed',
        why: `organizations/policies.json: ${why}`,
      },
    ]);
  });

  test.each([
    [{ serviceControlPolicies: 'none' }, 'service control policy 0.0'],
    [{ serviceControlPolicies: ['none'] }, 'service control policy 0.0'],
  ])('%j leaves a policy that nobody has read in its place', (file, name) => {
    const { serviceControlPolicies } = parseOrganization(file);
    expect(serviceControlPolicies).toEqual([
      [{ name, origin: 'scp', document: failed(expect.stringContaining('expected an array')) }],
    ]);
  });
});
