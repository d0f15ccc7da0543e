import type { Task } from '../model/definition.ts';
import { mapped } from '../model/mapped.ts';
import type { Settings } from '../model/settings.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Because, ExpectedGrant, Need, Pack, Pattern, Source, Spellings } from './grant.ts';

/** Where a request is made. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** The state machine that makes the calls; its own ARN says where they go. */
export interface Machine extends Place {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Absent where only the definition is known. */
  readonly settings?: Settings;
}

/** Whatever grants are asked for: a task, or a part of the state machine that is none. */
export interface Asker {
  readonly task: Pick<Task, 'path'>;
  /** `sagemaker:createTrainingJob`. */
  readonly integration: string;
  /** The pattern that really runs, not one that is written but unsupported. */
  readonly pattern: Pattern;
}

/** One task as its integration sees it. */
export interface Call extends Asker {
  readonly task: Task;
  readonly machine: Machine;
  readonly pack: Pack;
}

/** What a grant says beyond the task that makes it. */
export interface Ask {
  readonly action: string;
  readonly resources: Spellings;
  readonly quantifier: ExpectedGrant['quantifier'];
  readonly need: Need;
  readonly source: Source;
  readonly context?: ExpectedGrant['context'];
  readonly confidence?: Because['confidence'];
}

/** A request that the call provably makes. */
export function required(call: Asker, ask: Ask): ExpectedGrant {
  return grantOf(call, 'required', ask);
}

/** Something that a role may well allow because of the call. */
export function allowed(call: Asker, ask: Ask): ExpectedGrant {
  return grantOf(call, 'allowed', ask);
}

/** The request, once as required and once as allowed, where nothing looser is justified. */
export function requiredExactly(call: Asker, ask: Ask): readonly ExpectedGrant[] {
  return [required(call, ask), allowed(call, ask)];
}

/** What several grants say beyond the task that makes them. */
export interface ManyAsk extends Omit<Ask, 'action' | 'quantifier'> {
  readonly actions: readonly string[];
  /** `all` where nothing is said. */
  readonly quantifier?: Ask['quantifier'];
}

/** One grant for each of the actions, all of them for one reason; `field` of the request asks for them. */
export function grantEach(
  call: Asker,
  bound: ExpectedGrant['bound'],
  ask: ManyAsk,
  field?: string,
): readonly ExpectedGrant[] {
  const why = becauseOf(call, ask, field);
  return mapped(ask.actions, (action) => grantWith(action, bound, ask, why));
}

function grantOf(call: Asker, bound: ExpectedGrant['bound'], ask: Ask): ExpectedGrant {
  return grantWith(ask.action, bound, ask, becauseOf(call, ask));
}

const NO_CONTEXT: ExpectedGrant['context'] = {};

function grantWith(
  action: string,
  bound: ExpectedGrant['bound'],
  { resources, quantifier = 'all', need, context = NO_CONTEXT }: Omit<ManyAsk, 'actions'>,
  why: Because,
): ExpectedGrant {
  // What may be allowed is no question of whether one name is enough.
  const reach = bound === 'allowed' ? 'all' : quantifier;
  return { action, resources, context, bound, quantifier: reach, need, why };
}

function becauseOf(
  { task: { path: state }, integration, pattern }: Asker,
  { source, confidence = 'confirmed' }: Pick<Ask, 'source' | 'confidence'>,
  field?: string,
): Because {
  return field === undefined
    ? { state, integration, pattern, source, confidence }
    : { state, integration, pattern, source, confidence, field };
}

/** An ARN pattern in the account and region of the state machine; `resource` is policy syntax already. */
export function regionalArn(place: Place, service: string, resource: string): string {
  const [partition, region, account] = mapped(
    [place.partition, place.region, place.accountId],
    escapeLiteral,
  );
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Every role of the state machine's account. */
export function anyRole(machine: Place): string {
  return `arn:${escapeLiteral(machine.partition)}:iam::${escapeLiteral(machine.accountId)}:role/*`;
}
