import { mapped } from '../model/mapped.ts';
import { serviceOf } from './action-set.ts';
import { type ArnGlob, arnGlobOf, literalArn } from './arn-set.ts';
import type { CatalogueAction } from './catalogue.ts';
import { type Glob, literalGlob } from './glob.ts';
import { kept, memory } from './kept.ts';
import { parseWildcards } from './pattern-parts.ts';

/** A listed action for the algebra. */
export interface ReadyAction {
  readonly glob: Glob;
  readonly service: string | undefined;
  /** Tells its resource types from those of other actions of the service. */
  readonly types: string;
  /** An action without resource types is authorized on the literal `*`. */
  readonly resources: readonly ArnGlob[];
}

/** A catalogue is asked many times and never changes: each action is made ready once. */
const READY = memory<CatalogueAction, ReadyAction>();

export function readyAction(action: CatalogueAction): ReadyAction {
  return kept(READY, action, newReadyAction);
}

function newReadyAction(action: CatalogueAction): ReadyAction {
  const glob = literalGlob(action.name.toLowerCase());
  const globs = action.resourceTypes.flatMap(({ arns }) =>
    mapped(arns, (arn) => arnGlobOf(parseWildcards(arn))),
  );
  return {
    glob,
    service: serviceOf(glob.start),
    types: action.resourceTypes.map((type) => type.name).join(),
    resources: globs.length === 0 ? [literalArn('*')] : globs,
  };
}
