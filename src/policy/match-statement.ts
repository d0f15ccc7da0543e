import { filledPattern, type Match, matchCondition, NO, YES } from './match-condition.ts';
import { matchesResourceText, matchesText } from './match-text.ts';
import { parseWildcards } from './pattern-parts.ts';
import type { PinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';

/** A statement applies where its actions, its resources and every condition do; `keys` are in lower case. */
export function matchStatement(statement: Statement, request: Request, keys: PinnedValues): Match {
  let answer: Match = statement.trouble === undefined ? YES : { kind: 'maybe', why: statement.trouble };
  for (const match of matchParts(statement, request, keys)) {
    if (match.kind === 'no') return NO;
    if (answer.kind === 'yes') answer = match;
  }
  return answer;
}

function* matchParts(statement: Statement, request: Request, keys: PinnedValues): Iterable<Match> {
  const at = `$.Statement[${statement.index}]`;
  yield matchAction(statement, request.action);
  yield matchResource(statement, request.resource, keys, at);
  for (const condition of statement.conditions) yield matchCondition(condition, keys, at);
}

function matchAction({ actions: { not, patterns } }: Statement, action: string): Match {
  const text = action.toLowerCase();
  const matches = (pattern: string): boolean =>
    /[*?]/.test(pattern)
      ? matchesText(parseWildcards(pattern.toLowerCase()), text)
      : pattern.toLowerCase() === text;
  return patterns.some(matches) !== not ? YES : NO;
}

/** A variable without a value matches no resource; whether NotResource then matches any is not documented. */
function matchResource(
  { resources: { not, patterns } }: Statement,
  resource: string,
  keys: PinnedValues,
  at: string,
): Match {
  let open: string | undefined;
  for (const pattern of patterns) {
    const resolved = filledPattern(pattern, 'like', keys);
    if (resolved.kind === 'open' || (resolved.kind === 'matchesNothing' && not)) open ??= resolved.variable;
    else if (resolved.kind === 'filled' && matchesResourceText(resolved.parts, resource))
      return not ? NO : YES;
  }
  if (open !== undefined)
    return { kind: 'maybe', why: `${at}: the resources depend on the value of \`${open}\`` };
  return not ? YES : NO;
}
