import type { SageMakerClient } from '@aws-sdk/client-sagemaker';

/**
 * A page of a list, newest first, so that a cap leaves out the oldest. There is no filter by the time of change: with it
 * the API answers empty pages without end (https://github.com/aws/aws-sdk/issues/486).
 */
export interface ListRequest {
  readonly MaxResults: number;
  /** Absent on the first page. */
  readonly NextToken: string | undefined;
  readonly SortBy: 'CreationTime';
  readonly SortOrder: 'Descending';
  /** Of jobs only. */
  readonly CreationTimeAfter?: Date;
}

export type AskPage = (client: SageMakerClient, request: ListRequest) => Promise<object>;

/** The text under a key of a summary. Throws where there is none. */
export type Id = (key: string) => string;

/** How resources of a kind are listed, and how one of them is described. */
export interface Operations {
  readonly noun: string;
  /** The list of summaries in an answer. */
  readonly items: string;
  /** More than one where the API lists a category at a time. */
  readonly lists: readonly AskPage[];
  readonly describe: (client: SageMakerClient, id: Id) => Promise<object>;
}
