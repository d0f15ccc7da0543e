import { basename } from 'node:path';
import type { Machine } from '../expected/call.ts';
import { parseArn } from '../model/arn.ts';
import { asString, isRecord, type JsonRecord, own } from '../model/json.ts';
import { parseSettings } from '../model/settings.ts';
import type { ExpectOptions } from './expect-options.ts';
import { UsageError } from './io.ts';

/** A definition, and the state machine that it is taken to belong to. */
export interface DefinitionFile {
  readonly definition: string;
  readonly machine: Machine & { readonly roleArn?: string };
}

/**
 * The file holds a definition, or what `aws stepfunctions describe-state-machine` prints. A flag wins over the
 * file, and both over the account, region and partition that stand in examples. Throws UsageError where the text
 * is not JSON.
 */
export function parseDefinitionFile(text: string, options: ExpectOptions): DefinitionFile {
  const described = describedMachine(jsonOf(text, options.file));
  const field = (key: string): string | undefined =>
    described === undefined ? undefined : asString(own(described, key));
  const arn = parseArn(field('stateMachineArn') ?? '');
  const roleArn = options.roleArn ?? field('roleArn');
  const role = parseArn(roleArn ?? '');
  const name = options.name ?? field('name') ?? nameOf(options.file);
  const partition = options.partition ?? arn?.partition ?? role?.partition ?? 'aws';
  const region = options.region ?? arn?.region ?? 'us-east-1';
  const accountId = options.account ?? arn?.accountId ?? role?.accountId ?? '111122223333';
  return {
    definition: field('definition') ?? text,
    machine: {
      arn: `arn:${partition}:states:${region}:${accountId}:stateMachine:${name}`,
      name,
      partition,
      region,
      accountId,
      type: options.type ?? (field('type') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD'),
      ...(described === undefined ? {} : { settings: parseSettings(described) }),
      ...(roleArn === undefined ? {} : { roleArn }),
    },
  };
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason would quote the file.
    throw new UsageError(`\`${file}\`: expected JSON, found other text`);
  }
}

function describedMachine(json: unknown): JsonRecord | undefined {
  return isRecord(json) && typeof own(json, 'definition') === 'string' ? json : undefined;
}

function nameOf(file: string): string {
  return basename(file).replace(/(\.asl)?\.json$/, '');
}
