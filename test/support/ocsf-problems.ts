import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** An event, as far as its kind can be told. */
export interface OcsfEvent {
  readonly class_uid: number;
  readonly activity_id: number;
  readonly type_uid: number;
  readonly time: number;
  readonly metadata: { readonly uid: string };
  readonly [attribute: string]: unknown;
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('schemas/ocsf-1.6.0.generated.json', import.meta.url), 'utf8'),
);
// The schema writes its patterns without the flag `u`.
const ajv = new Ajv2020({ strict: false, unicodeRegExp: false }).addSchema(SCHEMA, 'ocsf');
const CLASSES: ReadonlyMap<number, ValidateFunction> = new Map([
  [2003, ajv.compile({ $ref: 'ocsf#/$defs/compliance_finding' })],
  [2008, ajv.compile({ $ref: 'ocsf#/$defs/iam_analysis_finding' })],
]);

/** Where an event does not adhere to its class in OCSF 1.6.0 with the profile `cloud`. */
export function ocsfProblems(event: OcsfEvent): readonly string[] {
  const validate = CLASSES.get(event.class_uid);
  if (validate === undefined) return [`class ${event.class_uid} is none of ours`];
  const problems = validate(event) ? [] : (validate.errors ?? []);
  return [
    ...problems.map(({ instancePath, message }) => `${event.class_uid}${instancePath} ${message}`),
    ...(event.type_uid === event.class_uid * 100 + event.activity_id
      ? []
      : ['its type is that of another activity']),
    ...(event.time > 1e12 && event.time < 1e13 ? [] : [`its time is not in milliseconds: ${event.time}`]),
  ];
}

/** The events of a file with one for each line. */
export function ocsfEvents(lines: string): readonly OcsfEvent[] {
  const [last, ...rest] = lines.split('\n').reverse();
  if (last !== '') throw new Error('the last line has no end');
  return rest.reverse().map((line) => JSON.parse(line));
}
