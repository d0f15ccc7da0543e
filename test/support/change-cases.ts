import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeBounds } from '../../src/config/change-event.ts';

const FOLDER = join(import.meta.dirname, '../cases/changes');

/** An event as EventBridge hands it over, and what it says. */
export interface ChangeCase {
  readonly title: string;
  readonly by: string;
  readonly targets: readonly string[];
  readonly event: ChangeEvent;
}

export interface ChangeEvent {
  readonly account: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Every case, by the name of its file. */
export function readChangeCases(): ReadonlyMap<string, ChangeCase> {
  const files = readdirSync(FOLDER).toSorted();
  return new Map(
    files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]),
  );
}

/** The event of a case, parts of it replaced: of the envelope, and of the record of CloudTrail in it. */
export function changeEvent(name: string, detail: object = {}, envelope: object = {}): ChangeEvent {
  const found = readChangeCases().get(name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return { ...found.event, ...envelope, detail: { ...found.event.detail, ...detail } };
}

/** What a queue hands to the function. */
export function batchOf(...bodies: readonly unknown[]): object {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: 'handle',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {},
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:changes',
      awsRegion: 'us-east-1',
    })),
  };
}

/** Of an installation that audits its own account in one region. */
export const BOUNDS: ChangeBounds = {
  accounts: [],
  regions: ['us-east-1'],
  own: {
    partition: 'aws',
    accountId: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/auditor/plumbline-change',
  },
};
