/**
 * The condition keys of one service, in three texts.
 *
 * - Keys: the name behind the prefix of the service (`:VpcSubnets`), or the whole key of another prefix; `*` where a tag or
 *   a name stands.
 * - Sets: the keys of some action, by place.
 * - Actions: for each action of the service, in the order of the catalogue, the place of its set.
 */
export type KeyLine = readonly string[];

/** The condition keys of one service, in lower case. */
export interface ServiceKeys {
  /** Each with its spelling. */
  readonly names: ReadonlyMap<string, string>;
  /** By the name of the action in lower case. */
  readonly ofAction: ReadonlyMap<string, readonly string[]>;
}

/** The digits are letters and figures, and behind them the characters from `À` on, as many as it takes. */
const PLAIN = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FURTHER = 0xc0;

export function digitOf(place: number): string {
  return PLAIN[place] ?? String.fromCharCode(FURTHER + place - PLAIN.length);
}

function placeOf(digit: string): number {
  const place = PLAIN.indexOf(digit);
  return place < 0 ? digit.charCodeAt(0) - FURTHER + PLAIN.length : place;
}

/** One line of the table; `actions` in the order of the catalogue that it was made with. */
export function keysIn(
  service: string,
  [keys = '', sets = '', places = '']: KeyLine,
  actions: readonly string[],
): ServiceKeys {
  const spelled = keys.split(' ').map((key) => (key.startsWith(':') ? `${service}${key}` : key));
  const all = spelled.map((key) => key.toLowerCase());
  const ofSet = sets
    .split(' ')
    .map((digits) => [...digits].map((digit) => all[placeOf(digit)]).filter((key) => key !== undefined));
  const ofAction = new Map<string, readonly string[]>();
  for (const [place, action] of actions.entries())
    ofAction.set(action, ofSet[placeOf(places.charAt(place))] ?? []);
  return { names: new Map(spelled.map((key) => [key.toLowerCase(), key])), ofAction };
}
