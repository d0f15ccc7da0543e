import { ALL_RESOURCES, type ArnGlob, findWholeArn, withoutArns } from './arn-set.ts';
import { ARN_SPACE, choose } from './choice.ts';
import type { ValueTest, Wanted } from './value-test.ts';
import { firstFound, type Search, type Work } from './work.ts';

const FILLERS: readonly (readonly string[])[] = [
  ['arn'],
  ['aws', 'aws-cn'],
  ['s3', 'sqs', 'ec2'],
  ['us-east-1', 'eu-west-1'],
  ['111122223333', '444455556666'],
  ['example', 'sample', 'other'],
];

/** An ARN for which the tests answer as they must. */
export function findArnValue(
  wanted: readonly Wanted<Extract<ValueTest, { kind: 'arn' }>>[],
  work: Work,
): Search<string> {
  let arns = ALL_RESOURCES;
  const choices: (readonly ArnGlob[])[] = [];
  for (const { test, holds } of wanted) {
    if (test.negated !== holds) choices.push(test.arns);
    else arns = withoutArns(arns, test.arns);
  }
  return firstFound(
    choose(ARN_SPACE, arns, choices, work),
    (chosen) => findWholeArn(chosen, FILLERS, work),
    work,
  );
}
