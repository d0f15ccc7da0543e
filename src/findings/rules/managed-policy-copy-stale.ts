import type { Account, RoleCase } from '../evidence.ts';
import type { SomeGains } from '../policy-change.ts';
import { type StaleCopy, staleCopies } from '../policy-copies.ts';
import { printable } from '../printable.ts';
import { AWS_MANAGED_POLICIES, SAGEMAKER_MANAGED_POLICIES } from '../references.ts';
import { someText } from '../request-text.ts';
import type { Rule, Violation } from '../rule.ts';
import { ANY } from '../scrutiny.ts';

export const managedPolicyCopyStale: Rule = {
  id: 'managed-policy-copy-stale',
  title: 'A copy of an AWS managed policy has fallen behind',
  severity: 'medium',
  topic: 'managed-policy',
  why: 'A policy that was copied from AWS stays as it was, while AWS adds what its services have come to need, and takes away what was too much. When a service changes on its side, the copy is what fails.',
  remedy:
    'Bring the copy to what AWS says today, or attach the AWS managed policy itself. A policy that is meant to differ is no copy any more once it does.',
  references: [AWS_MANAGED_POLICIES, SAGEMAKER_MANAGED_POLICIES],
  // Another role with the copy may be the one that stayed undecided.
  scrutiny: ANY,
  *check({ account, cases }) {
    const told = new Set<string>();
    for (const roleCase of cases.toSorted((left, right) => (left.role.arn < right.role.arn ? -1 : 1))) {
      for (const copy of staleCopies(roleCase, account)) {
        const violation = violationOf(copy, roleCase, account);
        const key = copy.text.arn ?? '';
        // A policy that hangs on several roles is behind once.
        if (violation === undefined || told.has(key)) continue;
        if (key !== '') told.add(key);
        yield violation;
      }
    }
  },
};

function violationOf(copy: StaleCopy, { role }: RoleCase, account: Account): Violation | undefined {
  const { text, original } = copy;
  const lacks = copy.lacks.kind === 'some' ? copy.lacks : undefined;
  const keeps = copy.keeps.kind === 'some' ? copy.keeps : undefined;
  const witness = lacks?.witness ?? keeps?.witness;
  if (witness === undefined) return undefined;
  const name = `\`${printable(text.name)}\``;
  const others = (account.attachments.get(text.arn ?? '') ?? 1) - 1;
  const more = others > 0 ? ` and ${others} more ${others === 1 ? 'role' : 'roles'}` : '';
  return {
    subject:
      text.arn === undefined
        ? { policy: text.name, original: original.policy }
        : { original: original.policy },
    severity: 'medium',
    confidence: 'confirmed',
    message: `${name} on \`${printable(role.name)}\`${more} is a copy of \`${original.policy}\` ${versionsText(copy)}: ${partsText(lacks, keeps)}`,
    region: 'global',
    resource:
      text.arn === undefined
        ? { arn: role.arn, type: 'AWS::IAM::Role' }
        : { arn: text.arn, type: 'AWS::IAM::ManagedPolicy' },
    role: { arn: role.arn, name: role.name },
    isExample: true,
    witness,
    because: [],
    cure: {
      kind: 'tell',
      text: `Bring ${name} to what \`${original.policy}\` says today, or attach that in its place`,
    },
  };
}

function partsText(lacks: SomeGains | undefined, keeps: SomeGains | undefined): string {
  return [
    ...(lacks === undefined ? [] : [`the role lacks ${someText(lacks)}`]),
    ...(keeps === undefined ? [] : [`it still allows ${someText(keeps)}, which AWS has taken away`]),
  ].join(', and ');
}

function versionsText({ original: { versions }, newest: { versionId } }: StaleCopy): string {
  const today = versionId === undefined ? 'has moved on' : `is at ${printable(versionId)}`;
  return `v${versions.at(-1)}, which ${today}`;
}
