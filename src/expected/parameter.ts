import { type ParameterValue, valuesAt } from '../model/definition-value.ts';
import type { Call } from './call.ts';

/** The value of a parameter that stands in no list. */
export function valueAt(call: Call, path: string): ParameterValue {
  const [value = { kind: 'absent' } as const] = valuesAt(call.task, path);
  return value;
}

/** False where the request has no such parameter, or where only the run decides whether it has one. */
export function isGiven(call: Call, path: string): boolean {
  return valuesAt(call.task, path).some(
    (value) => value.kind !== 'absent' && !(value.kind === 'dynamic' && !value.present),
  );
}

/** The text of a parameter as far as the definition tells it; of a prefix the rest is not known. */
export function stemOf(value: ParameterValue): string | undefined {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'prefix':
      return value.prefix;
    case 'dynamic':
    case 'absent':
      return undefined;
  }
}
