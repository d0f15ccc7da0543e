import type { Pins } from '../policy/pins.ts';

const KNOWN = new WeakMap<Pins, Map<string, Pins>>();

/**
 * The pins with `more` of them; for the same ones the same object, since an access is prepared once for each object
 * of pins that it is compared under.
 */
export function withMorePins(pins: Pins, more: Pins): Pins {
  const key = JSON.stringify(more);
  const byKey = KNOWN.get(pins) ?? new Map<string, Pins>();
  const merged = byKey.get(key) ?? { ...pins, ...more };
  KNOWN.set(pins, byKey.set(key, merged));
  return merged;
}
