import { parseArn } from '../../model/arn.ts';
import type { ParameterValue } from '../../model/definition-value.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import type { Call } from '../call.ts';
import { stemOf } from '../parameter.ts';
import type { Target } from '../target.ts';
import { type Request, valuesOf } from './request.ts';
import { fillingOf, known } from './template.ts';

/** One call of an operation, as the resources of its actions see it. */
export interface Asked {
  readonly call: Call;
  /** The IAM prefix. */
  readonly service: string;
  /** The action that is authorized. */
  readonly action: string;
  readonly api: string;
  readonly request: Request;
}

/** The resources of a type as the request tells them; `undefined` where it has no parameter that does. */
export type Reader = (asked: Asked) => readonly Target[] | undefined;

/** One target for each value of the first parameter that is written. */
export function each(
  names: readonly string[],
  read: (value: ParameterValue, asked: Asked) => Target,
): Reader {
  return (asked) => {
    const values = valuesOf(asked.request, names);
    return values.length === 0 ? undefined : values.map((value) => read(value, asked));
  };
}

/** The text of a value that is known to its end. */
export function literalOf(value: ParameterValue): string | undefined {
  return value.kind === 'literal' ? stemOf(value) : undefined;
}

/** The ARN that a value holds or begins with. */
export function arnIn(value: ParameterValue): Target | undefined {
  const stem = stemOf(value);
  return stem !== undefined && parseArn(stem) !== undefined ? known([fillingOf(value) ?? '*']) : undefined;
}

export function place({ machine }: Call, service: string): string {
  return `arn:${escapeLiteral(machine.partition)}:${service}:*:*:`;
}
