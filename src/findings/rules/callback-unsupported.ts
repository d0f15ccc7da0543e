import { roleNameOf } from '../../model/arn.ts';
import { becauseLine } from '../because.ts';
import { callOf, type ObjectionGroup, objectionGroups } from '../pattern-objections.ts';
import { printable } from '../printable.ts';
import { OPTIMIZED_INTEGRATIONS, SAGEMAKER_TEMPLATES } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';

/** What the documentation lists may grow; that Express workflows do not wait is what they are. */
export const callbackUnsupported: Rule = {
  id: 'callback-unsupported',
  title: 'A task is written to wait in a way that it cannot',
  severity: 'medium',
  topic: 'task',
  why: 'Each integration supports some of the three patterns, and an Express workflow none that waits. SageMaker knows no callback, although the headings of older documented templates name `.waitForTaskToken`. Step Functions refuses such a definition, or never goes on behind the task. What the role needs is then judged as for a task that does not wait.',
  remedy:
    'Write the task with a pattern that its integration supports; what has to wait belongs in a Standard workflow.',
  references: [OPTIMIZED_INTEGRATIONS, SAGEMAKER_TEMPLATES],
  // The definition alone decides.
  scrutiny: { reach: 'lens', harmless: ['iam', 'organizations', 'states', 'sagemaker'] },
  ignoresPolicies: true,
  *check(evidence) {
    for (const group of objectionGroups(evidence)) yield violationOf(group);
  },
};

function violationOf({ use, objections }: ObjectionGroup): Violation {
  const { machine, revision } = use;
  const [first] = objections;
  const { integration, written, kind } = first;
  const witness = callOf(use, first);
  const others = objections.length - 1;
  const also = others > 0 ? ` (and ${others} more ${others === 1 ? 'state' : 'states'})` : '';
  const because = objections.map(({ gap, pattern }) =>
    becauseLine(
      use,
      { state: gap.path, integration, pattern, source: 'api', confidence: 'confirmed' },
      'create',
    ),
  );
  return {
    subject: { integration, written },
    severity: 'medium',
    confidence: kind === 'express' ? 'confirmed' : 'potential',
    message: `\`${printable(first.gap.path)}\` of \`${printable(machine.name)}\`${also} cannot wait as it is written: ${first.gap.why}`,
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: revision.roleArn, name: roleNameOf(revision.roleArn) },
    ...(witness === undefined ? {} : { witness }),
    because,
    cure: { kind: 'tell', text: adviceOf(first) },
  };
}

function adviceOf({ kind, integration, supported }: ObjectionGroup['objections'][0]): string {
  const patterns = supported.map((pattern) => `\`${pattern}\``).join(', ');
  return kind === 'express'
    ? `Call \`${integration}\` without waiting, or let a Standard workflow wait for it`
    : `Write the task with a pattern that \`${integration}\` supports: ${patterns}`;
}
