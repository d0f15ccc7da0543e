import type { Finding } from '../../src/findings/finding.ts';
import { printable } from '../../src/findings/printable.ts';
import type { Report } from '../../src/findings/report.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';

/** A report in which everything that an account may name has this name. */
export function hostileReport(name: string): Report {
  const gap = {
    source: name,
    region: name,
    resource: name,
    kind: 'failed',
    why: printable(name),
    action: name,
  } as const;
  return sampleReport([hostileFinding(name)], {
    accountId: name,
    regions: [name],
    takenAt: name,
    runId: name,
    coverage: { complete: false, gaps: [gap] },
  });
}

/** The same with a picture of roles, policies and links that have this name. */
export function hostilePicture(name: string): Report {
  const statement = {
    Sid: name,
    Effect: 'Allow',
    Action: [name],
    NotResource: [name],
    Condition: own(name, own(name, [name])),
  } as const;
  const policies = [{ name, origin: 'inline', statements: [statement] }] as const;
  return {
    ...hostileReport(name),
    picture: {
      roles: [{ arn: name, name, policies, expected: [statement] }],
      links: [{ from: name, to: name, kind: 'passes', service: name }],
    },
  };
}

/** A finding likewise; its message and remedy are as rules write them. */
export function hostileFinding(name: string): Finding {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: name,
        Effect: 'Allow',
        Action: [name],
        Resource: [name],
        Condition: { StringEquals: own(name, [name]) },
      },
    ],
  } as const;
  return sampleFinding({
    message: `\`${printable(name)}\` may not call \`${printable(name)}\``,
    region: name,
    resource: { arn: name, type: 'state machine' },
    role: { arn: `arn:aws:iam::111122223333:role/${name}`, name },
    witness: { action: name, resource: name, context: own(name, [name]) },
    because: sampleFinding().because.map((line) => ({
      ...line,
      stateMachine: name,
      state: name,
      field: name,
    })),
    statement: { policy: name, index: 0, sid: name },
    expected: { policy },
    change: { by: name, event: name, at: name, eventId: name },
    remedy: { text: `Attach this to \`${printable(name)}\``, policy },
  });
}

/** An object with one key of its own, also where the key is `__proto__`. */
function own<Value>(key: string, value: Value): Record<string, Value> {
  return Object.fromEntries([[key, value]]);
}
