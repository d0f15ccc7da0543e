import type { Finding } from '../../src/findings/finding.ts';
import { asArray, isRecord, own } from '../../src/model/json.ts';
import { readValue } from '../../src/model/read.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';

/** Puts the witness of a finding about a shared resource to the policy of that resource, statement by statement. */
export function askResourcePolicy(
  { resourcePolicies, accountId }: Snapshot,
  { resource, witness }: Finding,
): 'allowed' | 'refused' | 'no witness' {
  const policy = resourcePolicies.find(({ arn }) => arn === resource.arn);
  const document = policy === undefined ? undefined : readValue(policy.document);
  if (witness === undefined || !isRecord(document)) return 'no witness';
  const [account = ''] = witness.context['aws:PrincipalAccount'] ?? [];
  const [principalArn = ''] = witness.context['aws:PrincipalArn'] ?? [];
  const statements = own(document, 'Statement');
  const applying = (Array.isArray(statements) ? asArray(statements) : [statements]).filter((statement) => {
    if (!isRecord(statement) || !speaksOf(own(statement, 'Principal'), account, principalArn)) return false;
    const { Principal: _, Effect: __, ...rest } = statement;
    const alone = parsePolicy({ Version: '2012-10-17', Statement: { ...rest, Effect: 'Allow' } });
    return evaluate(identityAccess([alone]), witness).kind === 'allowed';
  });
  const effects = applying.map((statement) => (isRecord(statement) ? own(statement, 'Effect') : undefined));
  const isForeign = account !== '' && account !== accountId;
  return isForeign && effects.includes('Allow') && !effects.includes('Deny') ? 'allowed' : 'refused';
}

/** Whether a Principal is everybody, the whole account, or the one that asks. */
function speaksOf(principal: unknown, account: string, arn: string): boolean {
  const names = isRecord(principal) ? [own(principal, 'AWS')].flat() : [principal];
  return names.some((name) => ['*', account, `arn:aws:iam::${account}:root`, arn].includes(String(name)));
}
