import { describe, expect, it } from 'vitest';
import { type Decision, evaluate } from '../../src/policy/evaluate.ts';
import type { Pins } from '../../src/policy/pins.ts';
import type { Request } from '../../src/policy/request.ts';
import { accessFrom, casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly condition: object;
  readonly pins?: Pins;
  /** `yes`, `no`, or why that is not known, for each context. */
  readonly requests: readonly (readonly [string, Request['context']])[];
}

function answerOf(decision: Decision): string {
  switch (decision.kind) {
    case 'allowed':
      return 'yes';
    case 'implicitDeny':
    case 'explicitDeny':
      return 'no';
    case 'unknown':
      return decision.why.replace('policy `policy`, ', '');
  }
}

describe('a condition holds', () => {
  for (const { title, condition, pins, requests } of casesOf<Case>('match-condition'))
    it(title, () => {
      const access = accessFrom([{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }]);
      const answers = requests.map(([, context]) => {
        const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', context };
        return [answerOf(evaluate(access, request, pins)), context];
      });
      expect(answers).toEqual(requests);
    });
});
