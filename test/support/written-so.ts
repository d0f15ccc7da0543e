import type { Finding } from '../../src/findings/finding.ts';
import { isRecord, own } from '../../src/model/json.ts';
import { readValue } from '../../src/model/read.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';

/** Whether every state that a finding names is a task with the integration and the pattern that it names. */
export function isWrittenSo({ stateMachines }: Snapshot, { resource, role, because }: Finding): boolean {
  const machine = stateMachines.find(({ arn }) => arn === resource.arn);
  return because.every(({ stateMachine, state, integration, pattern = '' }) => {
    const revision = machine?.revisions.find(
      ({ qualifier }) =>
        stateMachine === (qualifier === 'current' ? resource.arn : `${resource.arn}:${qualifier}`),
    );
    const text = revision === undefined ? undefined : readValue(revision.definition);
    const task = partAt(JSON.parse(text ?? 'null'), state);
    const written = isRecord(task) ? String(own(task, 'Resource')) : '';
    return revision?.roleArn === role.arn && written.includes(`:${integration}${pattern}`);
  });
}

const STEP = /\.([\w-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** The part of a document that a JSON path names. */
function partAt(document: unknown, path: string): unknown {
  let part = document;
  for (const [, name, index, quoted] of path.matchAll(STEP)) {
    const step = quoted === undefined ? (name ?? index ?? '') : String(JSON.parse(quoted));
    if (Array.isArray(part)) part = part[Number(step)];
    else part = isRecord(part) ? own(part, step) : undefined;
  }
  return part;
}
