import { describe, expect, test } from 'vitest';
import { deployedStack, deployedTemplate, type Params } from './support/deployed-stack.ts';
import { auditOf, lineOf } from './support/rule-cases.ts';

test('probe', () => {
  for (const params of [{}, { organization: 'true' }, { organization: 'true', organizationId: 'o-abcde12345', externalId: 'xyz', securityHub: 'true' }] as Params[]) {
    const account = deployedStack(params);
    const { findings, coverage, summary } = auditOf(account);
    console.log(account.roles.map((r) => `${r.name} ${Object.keys(r.policies ?? {})}`), summary);
    console.log(findings.map((f) => [lineOf(f), f.message]), coverage.gaps);
  }
  const member = deployedTemplate('infra/member-role.yml', { AuditorRoleArn: 'arn:aws:iam::999999999999:role/plumbline-dev-AuditorRole', OrganizationId: 'o-abcde12345', ExternalId: 'xyz' });
  const { findings, coverage } = auditOf(member);
  console.log(JSON.stringify(member.roles[0]).slice(0, 1500), findings.map((f) => [lineOf(f), f.message]), coverage.gaps);
});
