import { mapped } from '../model/mapped.ts';
/** What an action can do at worst. */
export type AccessLevel = 'Read' | 'List' | 'Tagging' | 'Write' | 'Permissions management';

/** A kind of resource that an action can meet. */
export interface ResourceType {
  readonly name: string;
  /** ARN patterns with `*` where the service puts names. */
  readonly arns: readonly string[];
  /** False where the action can do without a resource of this type. */
  readonly required: boolean;
}

/** One action as its service lists it. */
export interface CatalogueAction {
  /** `sagemaker:CreateTrainingJob`, in the service's spelling. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Empty where the action has no resource and is authorized on `*`; required ones come first. */
  readonly resourceTypes: readonly ResourceType[];
}

/** The initial of an access level stands before each verb. */
export const LEVELS: ReadonlyMap<string, AccessLevel> = new Map([
  ['R', 'Read'],
  ['L', 'List'],
  ['T', 'Tagging'],
  ['W', 'Write'],
  ['P', 'Permissions management'],
]);

/**
 * One service of the table, in three texts. With verbs `RGet WPut` and types `bucket=arn:*:s3:::*`, the actions
 * `+0/0Bucket.01,6Acl.0 /0Account.0` are `GetBucket`, `PutBucket` and `GetBucketAcl`, which need a bucket, and
 * `GetAccount`, which has no resource.
 *
 * - Verbs: the beginnings of the action names, each after the initial of its access level.
 * - Types: `name=ARN,ARN`; an ARN without its beginning is one of the service's own, and without any it is `name/*`.
 * - Actions: in groups that have the same resource types, by place: `+` marks a required one, `-` one that the action
 *   can do without. Then, for each rest of a name, what it shares with the rest before it as a digit, what is new, and
 *   the verbs that it comes after as digits.
 */
export type ServiceLine = readonly string[];

/** The digits are the characters from `0` on, as many as it takes. */
export const ZERO = 48;

/** The actions of one line of the table, short names first: those are the ones that people know. */
export function actionsIn(
  service: string,
  [verbs = '', types = '', actions = '']: ServiceLine,
): readonly CatalogueAction[] {
  const parts = {
    service,
    verbs: verbs.split(' ').map((verb) => verbOf(verb, service)),
    types: types.split('|'),
  };
  const listed = actions.split(' ').flatMap((group) => actionsOfGroup(group, parts));
  return listed.sort(
    (left, right) => left.name.length - right.name.length || (left.name < right.name ? -1 : 1),
  );
}

interface Verb {
  /** The service and the beginning of the action name. */
  readonly start: string;
  readonly accessLevel: AccessLevel;
}

interface Parts {
  readonly service: string;
  readonly verbs: readonly Verb[];
  readonly types: readonly string[];
}

function verbOf(verb: string, service: string): Verb {
  // INVARIANT: the generator writes no other initial.
  const accessLevel = LEVELS.get(verb.slice(0, 1)) as AccessLevel;
  return { start: `${service}:${verb.slice(1)}`, accessLevel };
}

function actionsOfGroup(group: string, { service, verbs, types }: Parts): readonly CatalogueAction[] {
  const [marks = '', rests = ''] = group.split('/');
  const resourceTypes = [...marks.matchAll(/([+-])(\d+)/g)].map(([, mark, place]) =>
    resourceTypeOf(types[Number(place)] ?? '', mark === '+', service),
  );
  const actions: CatalogueAction[] = [];
  let rest = '';
  for (const entry of rests.split(',')) {
    const [text = '', digits = ''] = entry.split('.');
    rest = rest.slice(0, numberOf(text)) + text.slice(1);
    for (const digit of digits) {
      const verb = verbs[numberOf(digit)];
      if (verb !== undefined)
        actions.push({ name: verb.start + rest, accessLevel: verb.accessLevel, resourceTypes });
    }
  }
  return actions;
}

function resourceTypeOf(text: string, required: boolean, service: string): ResourceType {
  const [name = '', arns = `${name}/*`] = text.split('=');
  const whole = (arn: string): string => (arn.startsWith('arn:') ? arn : `${ownArn(service)}${arn}`);
  return { name, arns: mapped(arns.split(','), whole), required };
}

function numberOf(digit: string): number {
  return digit.charCodeAt(0) - ZERO;
}

/** How the ARNs of a service's own resources begin. */
export function ownArn(service: string): string {
  return `arn:*:${service}:*:*:`;
}
