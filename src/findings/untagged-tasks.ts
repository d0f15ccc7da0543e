import type { ExpectedGrant } from '../expected/grant.ts';
import { type Task, walkDefinition } from '../model/definition.ts';
import { valuesAt } from '../model/definition-value.ts';
import { isRecord } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import { hasAction } from '../policy/action-set.ts';
import { matchCondition } from '../policy/match-condition.ts';
import { type Pins, pinnedValues } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import type { CustomerStatement } from './customer-statements.ts';
import type { CheckedUse, Missing, RoleCase } from './evidence.ts';
import { withMorePins } from './more-pins.ts';
import { checkGrants } from './role-access.ts';

/** A statement that demands tags of a call, and a task that makes it without them. */
export interface UnmetTag {
  readonly found: CustomerStatement;
  readonly tags: readonly string[];
  readonly use: CheckedUse;
  readonly grant: ExpectedGrant;
  /** The request with the tags that it does carry. */
  readonly witness: Request;
}

const REQUEST_TAG = 'aws:requesttag/';

/** Step Functions adds this tag to what it starts. */
const OWN_TAG = 'managed_by_aws';

/**
 * Create calls for SageMaker of which the definition tells every tag, asked again with just these tags. What is refused however
 * it is tagged is for the rules on missing permissions.
 */
export function* unmetTags(roleCase: RoleCase, statements: readonly CustomerStatement[]): Iterable<UnmetTag> {
  const demanded = demandedTags(roleCase);
  if (demanded.length === 0) return;
  for (const use of roleCase.uses) {
    const open = use.checks.filter(
      ({ grant, outcome }) =>
        grant.need === 'create' && grant.action.startsWith('sagemaker:') && outcome.kind === 'unknown',
    );
    if (open.length === 0) continue;
    const tasks = tasksOf(use);
    for (const { grant } of open) {
      const tags = tagsOf(tasks.get(grant.why.state));
      if (tags === undefined) continue;
      const pins = pinsFor(demanded, tags);
      const asked = { ...roleCase, pins: withMorePins(roleCase.pins, pins) };
      const [check] = checkGrants([grant], asked, use.machine);
      if (check?.outcome.kind !== 'missing') continue;
      const { outcome } = check;
      const context = { ...outcome.witness.context, ...carried(pins) };
      const found = statements.find((one) => isToBlame(one, outcome, pins));
      if (found !== undefined)
        yield { found, tags: unmetIn(found, pins), use, grant, witness: { ...outcome.witness, context } };
    }
  }
}

/** The statement that denies the call for its tags, or that would allow it if it had them. */
function isToBlame(found: CustomerStatement, { witness, refusal }: Missing, pins: Pins): boolean {
  const { statement, text } = found;
  if (unmetIn(found, pins).length === 0) return false;
  if (refusal.kind === 'explicitDeny')
    return refusal.by.policy === text.name && refusal.by.statement === statement.index;
  return statement.effect === 'Allow' && hasAction(statement.actions, witness.action.toLowerCase());
}

/** The tags whose condition decides against the request, or for a Deny of it. */
function unmetIn({ statement }: CustomerStatement, pins: Pins): readonly string[] {
  const values = pinnedValues(pins);
  const against = statement.effect === 'Allow' ? 'no' : 'yes';
  return statement.conditions
    .filter(
      (condition) =>
        condition.key.startsWith(REQUEST_TAG) && matchCondition(condition, values, '').kind === against,
    )
    .map(({ spelling }) => spelling);
}

/** The tags that some policy asks of a request, as the policies spell them. */
function demandedTags({ documents }: RoleCase): readonly string[] {
  const tags = new Map<string, string>();
  for (const { statements } of documents)
    for (const { conditions } of statements)
      for (const { key, spelling } of conditions)
        if (key.startsWith(REQUEST_TAG) && key !== `${REQUEST_TAG}${OWN_TAG}`)
          tags.set(key, spelling.slice(REQUEST_TAG.length));
  return [...tags.values()];
}

function tasksOf({ revision }: CheckedUse): ReadonlyMap<string, Task> {
  const definition = readValue(revision.definition);
  if (typeof definition !== 'string') return new Map();
  return new Map(walkDefinition(definition).tasks.map((task) => [task.path, task]));
}

/** By their keys in lower case; undefined where the definition does not tell all of them. */
function tagsOf(task: Task | undefined): ReadonlyMap<string, string> | undefined {
  if (task === undefined) return undefined;
  const [value] = valuesAt(task, 'Tags');
  if (value?.kind === 'absent') return new Map();
  if (value?.kind !== 'literal' || !Array.isArray(value.value)) return undefined;
  const entries: readonly unknown[] = value.value;
  const keys = valuesAt(task, 'Tags[].Key');
  const values = valuesAt(task, 'Tags[].Value');
  if (!entries.every(isRecord) || keys.length !== entries.length || values.length !== entries.length)
    return undefined;
  const tags = new Map<string, string>();
  for (const [index, key] of keys.entries()) {
    const text = values[index];
    if (key.kind !== 'literal' || text?.kind !== 'literal') return undefined;
    tags.set(String(key.value).toLowerCase(), String(text.value));
  }
  return tags;
}

function pinsFor(demanded: readonly string[], tags: ReadonlyMap<string, string>): Pins {
  const pins: [string, readonly string[] | null][] = [];
  for (const name of demanded) {
    const value = tags.get(name.toLowerCase());
    pins.push([`aws:RequestTag/${name}`, value === undefined ? null : [value]]);
  }
  return Object.fromEntries(pins);
}

function carried(pins: Pins): Request['context'] {
  return Object.fromEntries(
    Object.entries(pins).flatMap(([key, values]) => (values === null ? [] : [[key, values] as const])),
  );
}
