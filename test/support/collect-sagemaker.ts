import type { CollectOptions } from '../../src/collect/collect.ts';
import type { JsonRecord } from '../../src/model/json.ts';
import { sageMakerArnType, sageMakerFile, sageMakerKind } from '../../src/model/sagemaker-kinds.ts';
import type { Routes } from './fake-aws.ts';
import { ACCOUNT, accountRoutes, REGION, roleArn } from './fake-aws-account.ts';
import { type Collection, collectFrom, listIn } from './fake-aws-collect.ts';
import type { FakeSageMaker } from './fake-sagemaker.ts';

/** `collectFrom` takes its snapshot then. */
const TAKEN_AT = Date.parse('2026-05-06T07:08:09Z');
export const HOUR = 3_600_000;
export const DAY: number = 24 * HOUR;

/** The routes of an account with nothing but SageMaker. */
export function sageMakerAccount(sagemaker: FakeSageMaker): Routes {
  return accountRoutes({ machines: [], roles: [], policies: {}, sagemaker });
}

export function collectSageMaker(
  sagemaker: FakeSageMaker,
  others: Routes = {},
  options: Partial<CollectOptions> = {},
): Promise<Collection> {
  return collectFrom({ ...sageMakerAccount(sagemaker), ...others }, options);
}

export function itemsOf({ files }: Collection, noun: string): readonly JsonRecord[] {
  const kind = sageMakerKind(noun);
  return kind === undefined ? [] : listIn(files, `${REGION}/${sageMakerFile(kind)}`, 'items');
}

export function countOf({ calls }: Collection, operation: string): number {
  return calls.filter(({ action }) => action === `sagemaker:${operation}`).length;
}

export function resourceArn(noun: string, name: string): string {
  const kind = sageMakerKind(noun);
  const type = kind === undefined ? noun : sageMakerArnType(kind);
  return `arn:aws:sagemaker:${REGION}:${ACCOUNT}:${type}/${name}`;
}

export function resource(noun: string, name: string, age = 0): JsonRecord {
  return {
    [`${noun}Name`]: name,
    [`${noun}Arn`]: resourceArn(noun, name),
    RoleArn: roleArn('training'),
    CreationTime: new Date(TAKEN_AT - age),
  };
}

/** Made one after the other, the last one `spacing` milliseconds ago. */
export function many(noun: string, count: number, spacing: number): readonly JsonRecord[] {
  return Array.from({ length: count }, (_, index) => resource(noun, `n${index}`, (count - index) * spacing));
}
