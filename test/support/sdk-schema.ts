import * as sdk from '@aws-sdk/client-sagemaker';

/**
 * A look into the schemas by which the SDK serialises at run time: `[3, namespace, name, traits, names, members]` is a
 * structure, `[1, namespace, name, traits, item]` a list, `[9, namespace, name, traits, input, output]` an operation, a
 * number or a short list of them anything without parts. References are functions, perhaps with traits behind them.
 */
type Node = readonly unknown[];

function nodeOf(reference: unknown): Node | undefined {
  if (typeof reference === 'function') return nodeOf(reference());
  if (!Array.isArray(reference)) return undefined;
  return typeof reference[0] === 'number' ? reference : nodeOf(reference[0]);
}

const STRUCTURE = 3;
const UNION = 4;
const LIST = 1;
const OPERATION = 9;
/** Of scalars; the lowest bits say which. */
const SCALAR_LIST = 64;

export interface Field {
  readonly name: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** The fields below, of each item where it is a list; undefined for a scalar. */
  readonly fields: (() => readonly Field[]) | undefined;
}

export interface Operation {
  readonly name: string;
  readonly input: readonly Field[];
  readonly required: readonly string[];
  readonly output: readonly Field[];
}

/** Every operation of a client, from what its package exports. */
export function operationsOf(exports: object): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const exported of Object.values(exports)) {
    const node = Array.isArray(exported) ? nodeOf(exported) : undefined;
    if (node?.[0] !== OPERATION) continue;
    const name = String(node[2]);
    const input = fieldsOf(nodeOf(node[4]));
    const required = input.filter(({ isRequired }) => isRequired).map((member) => member.name);
    operations.set(name, { name, input, required, output: fieldsOf(nodeOf(node[5])) });
  }
  return operations;
}

/** Every operation of SageMaker. */
export const OPERATIONS: ReadonlyMap<string, Operation> = operationsOf(sdk);

/** Throws where the client has no such operation. */
export function operation(name: string): Operation {
  const found = OPERATIONS.get(name);
  if (found === undefined) throw new Error(`the SDK has no ${name}`);
  return found;
}

export function field(fields: readonly Field[], name: string): Field | undefined {
  return fields.find((candidate) => candidate.name === name);
}

function fieldsOf(node: Node | undefined): readonly Field[] {
  if (node === undefined || (node[0] !== STRUCTURE && node[0] !== UNION)) return [];
  const members = node[5] as readonly unknown[];
  // Required members come first; how many there are stands at the end.
  const requiredCount = Number(node[6] ?? 0);
  return (node[4] as readonly string[]).map((name, index) =>
    fieldFor(name, members[index], index < requiredCount),
  );
}

function fieldFor(name: string, reference: unknown, isRequired: boolean): Field {
  const node = nodeOf(reference);
  if (node === undefined)
    return {
      name,
      isList: typeof reference === 'number' && (reference & SCALAR_LIST) !== 0,
      isRequired,
      fields: undefined,
    };
  const isList = node[0] === LIST;
  const inner = isList ? nodeOf(node[4]) : node;
  const hasFields = inner?.[0] === STRUCTURE || inner?.[0] === UNION;
  return { name, isList, isRequired, fields: hasFields ? () => fieldsOf(inner) : undefined };
}
