import type { BecauseLine } from '../findings/finding.ts';
import { groupBy } from '../findings/group-by.ts';
import { printable } from '../findings/printable.ts';
import { few } from './layout.ts';

/** Who needs something, as lists that are one text together. */
interface Place {
  /** State machines, or resources where no state machine is the reason; by their names. */
  readonly owners: readonly string[];
  /** JSON paths of states; none where a resource of its own is the reason. */
  readonly states: readonly string[];
  /** The resource by which a state needs it. */
  readonly by?: string;
  /** The integration with its pattern, then the fields that ask. */
  readonly what: readonly string[];
}

const MOST_NAMED = 4;

/**
 * The states and resources behind a finding, shortest form first: states of one state machine that need the same are one place,
 * and so are state machines whose states of the same name do. Texts for a terminal, with the number of reasons in each.
 */
export function placesOf(
  because: readonly BecauseLine[],
): readonly { readonly text: string; readonly count: number }[] {
  const byFields = joinedBy(
    because.map(placeOf),
    ({ owners, states, by, what }) => [owners, states, by, what[0]],
    'what',
  );
  const byState = joinedBy(byFields, ({ owners, by, what }) => [owners, by, what], 'states');
  const byOwner = joinedBy(byState, ({ states, by, what }) => [states, by, what], 'owners');
  return byOwner.map((place) => ({
    text: textOf(place),
    count: place.owners.length * Math.max(place.states.length, 1),
  }));
}

function placeOf({ stateMachine, resource, state, field, integration, pattern }: BecauseLine): Place {
  const waits = pattern === undefined || pattern === 'request-response' ? '' : pattern;
  const what = [`${integration}${waits}`, ...(field === undefined ? [] : [field])];
  const user = resource === undefined ? undefined : afterColons(resource, 5);
  if (stateMachine === undefined) return { owners: [user ?? ''], states: [], what };
  return {
    owners: [afterColons(stateMachine, 6)],
    states: [state],
    what,
    ...(user === undefined ? {} : { by: user }),
  };
}

/** The end of an ARN that tells what it is: of a state machine its name, of others type and name. */
function afterColons(arn: string, colons: number): string {
  return arn.split(':').slice(colons).join(':');
}

/** Places that agree in the key as one, with all that one of their lists holds. */
function joinedBy(
  places: readonly Place[],
  keyOf: (place: Place) => readonly unknown[],
  list: 'owners' | 'states' | 'what',
): readonly Place[] {
  return [...groupBy(places, keyOf).values()].map((same) => ({
    ...same[0],
    [list]: [...new Set(same.flatMap((place) => place[list]))],
  }));
}

function textOf({ owners, states, by, what }: Place): string {
  const parts = [
    named(owners),
    ...(states.length === 0 ? [] : [named(states)]),
    ...(by === undefined ? [] : [`by ${printable(by)}`]),
    `(${named(what)})`,
  ];
  return parts.join(' ');
}

function named(names: readonly string[]): string {
  return few(names.map(printable), MOST_NAMED);
}
