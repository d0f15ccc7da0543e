import { kept, memory } from '../policy/kept.ts';
import { joinPins, type Pins } from '../policy/pins.ts';

const KNOWN = memory<Pins, Map<string, Pins>>();

/**
 * The pins with `more` of them; for the same ones the same object, since what is pinned is looked through once for each
 * object.
 */
export function withMorePins(pins: Pins, more: Pins): Pins {
  const known = kept(KNOWN, pins, () => new Map<string, Pins>());
  return kept(known, JSON.stringify(more), () => joinPins(pins, more));
}
