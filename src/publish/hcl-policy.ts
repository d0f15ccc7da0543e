import type { StatementJson } from '../findings/finding.ts';
import { argument, block, comment, type HclPart, quoted, quotedList } from './hcl.ts';

/**
 * Statements as the data source `aws_iam_policy_document`, with the lines of a comment above each that has some.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocument(
  label: string,
  statements: readonly StatementJson[],
  remarks: readonly (readonly string[])[] = [],
): HclPart {
  const parts = statements.flatMap((statement, index) => {
    const lines = remarks[index];
    return [...(lines === undefined ? [] : [comment(lines)]), statementBlock(statement)];
  });
  return block(`data "aws_iam_policy_document" ${quoted(label)}`, parts);
}

function statementBlock({ Sid, Effect, Action, Resource, Condition = {} }: StatementJson): HclPart {
  return block('statement', [
    ...(Sid === undefined ? [] : [argument('sid', quoted(Sid))]),
    argument('effect', quoted(Effect)),
    argument('actions', quotedList(Action)),
    argument('resources', quotedList(Resource)),
    ...Object.entries(Condition).flatMap(([test, keys]) =>
      Object.entries(keys).map(([key, values]) =>
        conditionBlock(test, key, typeof values === 'string' ? [values] : values),
      ),
    ),
  ]);
}

/** One operator, key and values of a condition. */
export function conditionBlock(test: string, key: string, values: readonly string[]): HclPart {
  return block('condition', [
    argument('test', quoted(test)),
    argument('variable', quoted(key)),
    argument('values', quotedList(values)),
  ]);
}
