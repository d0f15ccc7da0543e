import { awsRegistryRegions } from '../../expected/aws-registries.ts';
import { parseArn } from '../../model/arn.ts';
import { overlaps } from '../../policy/contains.ts';
import type { Request } from '../../policy/request.ts';
import { accessTo } from '../checks.ts';
import type { Account, Question, RoleCase } from '../evidence.ts';
import { executionLines } from '../execution.ts';
import { questionGroups } from '../execution-missing.ts';
import { needOf, placeOf } from '../execution-violation.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const imageFromForeignAccount: Rule = {
  id: 'image-from-foreign-account',
  title: 'A job or model runs an image from the registry of another account',
  severity: 'medium',
  topic: 'excess',
  why: 'Whoever owns the registry decides what runs with the execution role, today and after the next push. AWS publishes its own images from accounts that are known; this is none of them, and not the audited one.',
  remedy:
    'Copy the image into a registry of your own and pin it by its digest, or note who owns the account.',
  references: [SAGEMAKER_ROLES],
  scrutiny: NEED,
  of: 'executions',
  *check({ account, cases }) {
    for (const roleCase of cases) {
      const foreign = roleCase.questions.filter((question) => foreignOwner(question, account) !== undefined);
      for (const group of questionGroups(roleCase, foreign, (question) => ownerOf(question) ?? '')) {
        const [first] = group.questions;
        const witness = pullRequest(first, roleCase);
        if (witness === undefined) continue;
        const owner = `\`${printable(group.resourceClass)}\``;
        const pulls = `may \`${witness.action}\` on \`${printable(witness.resource)}\``;
        yield {
          ...placeOf(group),
          subject: { registry: group.resourceClass },
          severity: 'medium',
          confidence: 'potential',
          message: `${needOf(group, pulls, first.askers[0])}: account ${owner} is neither this one nor known as one of AWS`,
          witness,
          because: executionLines(group.questions.flatMap(({ askers }) => askers)),
          cure: {
            kind: 'tell',
            text: `Copy the image into a registry of this account, or make sure that ${owner} is an account you trust`,
          },
        };
      }
    }
  },
};

/** The account that owns the image, where the role may pull it and nobody here decides what it is. */
function foreignOwner(question: Question, { accountId }: Account): string | undefined {
  const owner = question.outcome.kind === 'covered' ? ownerOf(question) : undefined;
  return owner === accountId || owner === undefined || awsRegistryRegions(owner) !== undefined
    ? undefined
    : owner;
}

/** The account in the ARN of a repository that an image is pulled from. */
function ownerOf({ askers: [{ grant }] }: Question): string | undefined {
  if (grant.action !== 'ecr:BatchGetImage') return undefined;
  const owner = parseArn(grant.resources[0])?.accountId;
  return owner !== undefined && /^\d{12}$/.test(owner) ? owner : undefined;
}

function pullRequest({ askers: [{ grant }] }: Question, { access, pins }: RoleCase): Request | undefined {
  const overlap = overlaps(accessTo(grant.action, grant.resources[0], grant.context), access, { pins });
  return overlap.kind === 'overlaps' ? overlap.witness : undefined;
}
