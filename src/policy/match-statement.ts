import { type Match, matchCondition, NO, textOfVariable, YES } from './match-condition.ts';
import { matchesResourceText, matchesText } from './match-text.ts';
import { fillVariables } from './pattern-parts.ts';
import type { PinnedValues } from './pins.ts';
import type { ReadyStatement } from './statement-index.ts';

/** A request as the evaluator reads it. */
export interface Asked {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  /** Of the request and of the pins, by names in lower case. */
  readonly keys: PinnedValues;
  /** What the wildcards of a resource take before the fifth colon. */
  readonly wildcards: 'segment' | 'anything';
}

/** A statement applies where its actions, its resources and every condition do. */
export function matchStatement(ready: ReadyStatement, asked: Asked): Match {
  if (!matchesAction(ready, asked.action)) return NO;
  const { statement } = ready;
  const at = `$.Statement[${statement.index}]`;
  const resource = matchResource(ready, asked, at);
  if (resource.kind === 'no') return NO;
  let answer: Match = statement.trouble === undefined ? resource : { kind: 'maybe', why: statement.trouble };
  for (const condition of statement.conditions) {
    const match = matchCondition(condition, asked.keys, at);
    if (match.kind === 'no') return NO;
    if (answer.kind === 'yes') answer = match;
  }
  return answer;
}

function matchesAction({ statement, names, wildcards }: ReadyStatement, action: string): boolean {
  return (
    (names.has(action) || wildcards.some((parts) => matchesText(parts, action))) !== statement.actions.not
  );
}

/** A variable without a value matches no resource; whether NotResource then matches any is not documented. */
function matchResource({ statement, resources }: ReadyStatement, asked: Asked, at: string): Match {
  const { not } = statement.resources;
  const matches = asked.wildcards === 'segment' ? matchesResourceText : matchesText;
  let open: string | undefined;
  for (const parts of resources()) {
    const filled = fillVariables(parts, (name) => textOfVariable(name, asked.keys));
    if (filled.kind === 'open' || (filled.kind === 'matchesNothing' && not)) open ??= filled.variable;
    else if (filled.kind === 'filled' && matches(filled.parts, asked.resource)) return not ? NO : YES;
  }
  if (open !== undefined)
    return { kind: 'maybe', why: `${at}: the resources depend on the value of \`${open}\`` };
  return not ? YES : NO;
}
