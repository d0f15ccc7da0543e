import { describe, expect, it } from 'vitest';
import { homeCatalogue, without } from '../../src/findings/home-catalogue.ts';
import { actionNamed, catalogue, listedActions, resourceTypesOf } from '../../src/policy/catalogue.ts';

const home = homeCatalogue({
  partition: 'aws-cn',
  accountId: '111122223333',
  regions: ['cn-north-1', 'cn-northwest-1'],
});

describe('the catalogue of an account', () => {
  it('lists every service', () => {
    expect(home.all.services).toEqual(catalogue.services);
    expect(resourceTypesOf('s3:GetBucketAcl', home.all)?.flatMap(({ arns }) => arns)).toContain(
      'arn:aws-cn:s3:::*',
    );
  });

  it('has the ARNs of the account in the audited regions', () => {
    expect(resourceTypesOf('iam:PassRole', home.all)).toEqual([
      { name: 'role', arns: ['arn:aws-cn:iam::111122223333:role/*'], required: true },
    ]);
    expect(resourceTypesOf('states:StartExecution', home.all)?.flatMap(({ arns }) => arns)).toContain(
      'arn:aws-cn:states:cn-northwest-1:111122223333:stateMachine:*',
    );
  });

  it('leaves out the types that an action can do without, unless it has no other', () => {
    for (const { resourceTypes } of listedActions(home.all))
      expect(new Set(resourceTypes.map(({ required }) => required)).size).toBeLessThanOrEqual(1);
    expect(resourceTypesOf('states:TagResource', home.all)?.length).toBeGreaterThan(0);
  });

  it('shows a telling action of each level first', () => {
    const first = [...home.levels].map(([level, actions]) => {
      const [action] = listedActions(actions);
      return [level, action?.name];
    });
    expect(first).toEqual([
      ['Permissions management', 'iam:AttachRolePolicy'],
      ['Write', 'sagemaker:CreateModel'],
      ['Tagging', 'sagemaker:AddTags'],
      ['Read', 'sagemaker:DescribeModel'],
      ['List', 'sagemaker:ListModels'],
    ]);
  });

  it('does without one action, in all and in its level', () => {
    const rest = without(home, 'iam:passrole');
    const catalogues = [rest.all, ...rest.levels.values()];
    expect(catalogues.map((each) => actionNamed('iam:PassRole', each))).toEqual(
      catalogues.map(() => undefined),
    );
    expect([...listedActions(rest.all)].length).toBe([...listedActions(home.all)].length - 1);
  });
});
