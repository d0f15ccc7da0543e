import type { ManagedPolicy } from '../managed-policies.ts';
import type { Distribution } from './measure.ts';
import type { Question } from './question.ts';

/** The policies that the questions are made of. */
export interface Corpus {
  readonly policies: readonly ManagedPolicy[];
  /** The last version of each. */
  readonly latest: readonly ManagedPolicy[];
  /** True where every question is to be asked, however long it takes. */
  readonly all: boolean;
}

/** Upper bounds in microseconds. */
export type Targets = Readonly<Partial<Record<Exclude<keyof Distribution, 'n'>, number>>>;

/** One line of the benchmark. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly targets: Targets;
  /** The same questions every time, about freshly parsed policies. */
  readonly questions: (corpus: Corpus) => Iterable<Question>;
}
