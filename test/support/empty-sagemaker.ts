import { readers } from '../../src/collect/readers/index.ts';
import { operation } from './sdk-schema.ts';

/** The operations by which SageMaker is read. */
export const SAGEMAKER_OPERATIONS: readonly string[] = [...new Set(readers.flatMap(({ needs }) => needs))]
  .filter((action) => action.startsWith('sagemaker:'))
  .map((action) => action.replace('sagemaker:', ''));

/** What the operations that list answer where there is nothing, as JSON. */
export const EMPTY_SAGEMAKER: ReadonlyMap<string, string> = new Map(
  SAGEMAKER_OPERATIONS.filter((name) => /^(List|Search)/.test(name)).map((name) => [name, emptyAnswer(name)]),
);

function emptyAnswer(name: string): string {
  const list = operation(name).output.find(({ isList, fields }) => isList && fields !== undefined);
  return JSON.stringify({ [list?.name ?? '']: [] });
}
