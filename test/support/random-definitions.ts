import fc from 'fast-check';
import { casesIn } from '../expected/support.ts';

type Json = Readonly<Record<string, unknown>>;

/** A definition before it is written down: states in their order, and what lies within them. */
export type Outline =
  | { readonly kind: 'task'; readonly task: Json }
  | { readonly kind: 'plain'; readonly state: Json }
  | { readonly kind: 'parallel'; readonly branches: readonly (readonly Outline[])[] }
  | { readonly kind: 'map'; readonly mode: MapMode; readonly states: readonly Outline[] };

type MapMode = 'Iterator' | 'ItemProcessor' | 'DISTRIBUTED';

/** How an outline is written down; none of it changes what the definition asks for. */
export interface Manner {
  readonly language: 'JSONPath' | 'JSONata';
  /** Where the language is said: once, or at each task. */
  readonly saidBy: 'machine' | 'task';
  readonly nameOf: (index: number) => string;
  readonly reversed: boolean;
}

export const PLAIN_MANNER: Manner = {
  language: 'JSONPath',
  saidBy: 'machine',
  nameOf: (index) => `S${index}`,
  reversed: false,
};

/** Every task of the cases that is written in JSONPath, so that it can be written in JSONata as well. */
export const TASKS: readonly Json[] = casesIn<{ readonly task?: Json }>('expected').flatMap(({ task }) =>
  task !== undefined && isTranslatable(task) ? [task] : [],
);

function isTranslatable(task: Json): boolean {
  if (task.QueryLanguage !== undefined || task.Arguments !== undefined) return false;
  // Without parameters the input is the request in JSONPath, and nothing is in JSONata; intrinsic functions differ too.
  return task.Parameters !== undefined && !/\{%|States\.(?!Format)/.test(JSON.stringify(task));
}

const PLAIN: readonly Json[] = [
  { Type: 'Pass' },
  { Type: 'Wait', Seconds: 1 },
  { Type: 'Succeed' },
  { Type: 'Fail' },
  { Type: 'Choice', Choices: [], Default: 'S0' },
];

const leaf: fc.Arbitrary<Outline> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TASKS).map((task) => ({ kind: 'task', task }) as const) },
  { weight: 1, arbitrary: fc.constantFrom(...PLAIN).map((state) => ({ kind: 'plain', state }) as const) },
);

/** States of every type, nested at most `depth` deep. */
export function outlines(depth: number): fc.Arbitrary<readonly Outline[]> {
  const inner = depth === 0 ? leaf : fc.oneof({ weight: 3, arbitrary: leaf }, nested(depth - 1));
  return fc.array(inner, { minLength: 1, maxLength: 3 });
}

function nested(depth: number): fc.Arbitrary<Outline> {
  const states = outlines(depth);
  return fc.oneof(
    fc
      .array(states, { minLength: 1, maxLength: 2 })
      .map((branches) => ({ kind: 'parallel', branches }) as const),
    fc
      .tuple(fc.constantFrom<MapMode>('Iterator', 'ItemProcessor', 'DISTRIBUTED'), states)
      .map(([mode, inner]) => ({ kind: 'map', mode, states: inner }) as const),
  );
}

/** The definition as text. */
export function written(outline: readonly Outline[], manner: Manner): string {
  const machine = machineOf(outline, manner);
  return JSON.stringify(
    manner.saidBy === 'machine' ? { QueryLanguage: manner.language, ...machine } : machine,
  );
}

function machineOf(outline: readonly Outline[], manner: Manner): Json {
  const states = outline.map((part, index) => [manner.nameOf(index), stateOf(part, manner)] as const);
  return {
    StartAt: manner.nameOf(0),
    States: Object.fromEntries(manner.reversed ? states.reverse() : states),
  };
}

function stateOf(part: Outline, manner: Manner): Json {
  switch (part.kind) {
    case 'plain':
      return part.state;
    case 'task':
      return taskOf(part.task, manner);
    case 'parallel':
      return { Type: 'Parallel', Branches: part.branches.map((branch) => machineOf(branch, manner)) };
    case 'map': {
      const inner = machineOf(part.states, manner);
      if (part.mode !== 'DISTRIBUTED') return { Type: 'Map', [part.mode]: inner };
      const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
      return { Type: 'Map', ItemProcessor: { ProcessorConfig, ...inner } };
    }
  }
}

function taskOf({ Parameters, Credentials, ...task }: Json, { language, saidBy }: Manner): Json {
  const said = saidBy === 'task' ? { QueryLanguage: language } : {};
  if (language === 'JSONPath')
    return {
      Type: 'Task',
      ...said,
      ...task,
      Parameters,
      ...(Credentials === undefined ? {} : { Credentials }),
    };
  return {
    Type: 'Task',
    ...said,
    ...task,
    Arguments: asJsonata(Parameters),
    ...(Credentials === undefined ? {} : { Credentials: asJsonata(Credentials) }),
  };
}

/** The same values in the other language: what ends in `.$` becomes an expression. */
function asJsonata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key.endsWith('.$') ? [key.slice(0, -2), expressionOf(String(inner))] : [key, asJsonata(inner)],
    ),
  );
}

function expressionOf(path: string): string {
  const [, prefix] = /^States\.Format\('([^'{}\\]*)\{\}'/.exec(path) ?? [];
  return prefix === undefined ? '{% $states.input.value %}' : `{% '${prefix}' & $states.input.value %}`;
}
