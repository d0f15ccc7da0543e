import { parseArn } from '../model/arn.ts';
import { type ParameterValue, valuesAt } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Call, Machine } from './call.ts';
import type { ExpectedGrant, Spellings } from './grant.ts';
import { stemOf } from './parameter.ts';

/** A resource that a call meets. */
export interface Target {
  /** What the call asks for. */
  readonly exact: Spellings;
  /** What documented templates and generators grant for it; holds `exact`. */
  readonly loose: Spellings;
  readonly quantifier: ExpectedGrant['quantifier'];
}

/** The resources that one action of a call meets. */
export type TargetsOf = (call: Call) => readonly Target[];

/** How documentation and generators write the resource of a parameter, beside its exact form. */
export interface Forms {
  /** Endings that are granted with the resource, such as `:*` for every version of a function. */
  readonly endings?: readonly string[];
  /**
   * Templates of what is granted where only a run knows the resource, or the end of it; without it what the template
   * says, with `*` for what is not known.
   */
  readonly unknown?: readonly string[];
  /** Templates of what is granted beside the resource even where it is known, such as `*`. */
  readonly wider?: readonly string[];
  /** True where the parameter may hold an ARN, so that an unknown one may be of any region and account. */
  readonly mayBeArn?: boolean;
  /** The template for a call without the parameter. */
  readonly absent?: string;
  /** The name or the ARN that a text in the parameter stands for; `undefined` where it tells neither. */
  readonly read?: (text: string, machine: Machine) => string | undefined;
}

/** Actions that know no resource are authorized on `*`. */
export const anywhere: TargetsOf = () => [{ exact: ['*'], loose: ['*'], quantifier: 'all' }];

/** The action is asked for, and no more is known: any resource that a role allows it on may be the one. */
export const somewhere: TargetsOf = someOf(anywhere);

/** The same resources where the service itself names them in a run, so that one that is allowed is enough. */
export function someOf(on: TargetsOf): TargetsOf {
  return (call) => on(call).map((target) => ({ ...target, quantifier: 'some' }));
}

/** The same resources for a call that carries the parameter, or may carry it; none for a call without. */
export function given(path: string, on: TargetsOf): TargetsOf {
  return (call) => (valuesAt(call.task, path).some(({ kind }) => kind !== 'absent') ? on(call) : []);
}

/**
 * The resource of a call by a template such as `arn:{partition}:sns:{region}:{account}:{TopicName}`, in policy syntax:
 * what stands in braces is the machine's own place, or the path of a parameter. A list in a path, `Entries[].Name`,
 * gives one target for each entry. A parameter that holds an ARN is the resource itself.
 */
export function named(template: string, forms: Forms = {}): TargetsOf {
  const paths = [...template.matchAll(/\{([A-Z][^}]*)\}/g)].map(([, path = '']) => path);
  return (call) =>
    combinations(paths.map((path) => valuesAt(call.task, path))).map((values) => {
      if (forms.absent !== undefined && values.some(({ kind }) => kind === 'absent'))
        return targetOf(fill(forms.absent, call.machine, []), forms, call.machine);
      return targetFrom(template, values, forms, call.machine);
    });
}

/** What a parameter is known to hold, read as `Forms` say. */
interface Known {
  readonly stem: string;
  /** `*` where the rest is not known. */
  readonly ending: '' | '*';
}

function targetFrom(
  template: string,
  values: readonly ParameterValue[],
  forms: Forms,
  machine: Machine,
): Target {
  const known = values.map((value) => knownOf(value, forms, machine));
  const isOpen = known.some((one) => one === undefined || one.ending === '*');
  const open = isOpen ? filled(forms.unknown, machine) : [];
  for (const one of known)
    if (one !== undefined && reachesName(one.stem, template))
      return targetOf(globOf(one), forms, machine, open);
  const names = known.map((one) => (one === undefined || isArn(one) ? undefined : globOf(one)));
  if (names.every((name) => name !== undefined))
    return targetOf(fill(template, machine, names), forms, machine, open);
  const place = forms.mayBeArn === true ? { ...machine, region: '*', accountId: '*' } : machine;
  const exact = fill(
    template,
    place,
    names.map((name) => name ?? '*'),
  );
  const loose: Spellings = [exact, ...filled(forms.unknown, machine), ...filled(forms.wider, machine)];
  return { exact: [exact], loose, quantifier: 'some' };
}

/** Nothing that AWS names has an empty name, so that an empty text tells nothing. */
function knownOf(value: ParameterValue, { read, mayBeArn }: Forms, machine: Machine): Known | undefined {
  const text = stemOf(value);
  if (text === undefined || text === '') return undefined;
  const complete = value.kind !== 'prefix';
  if (!complete && mayBeArn === true && 'arn:'.startsWith(text)) return undefined;
  const stem = read === undefined ? text : read(text, machine);
  return stem === undefined ? undefined : { stem, ending: complete ? '' : '*' };
}

function globOf({ stem, ending }: Known): string {
  return `${escapeLiteral(stem)}${ending}`;
}

/** A name never begins so; an ARN that does not reach its name leaves the resource open. */
function isArn({ stem }: Known): boolean {
  return stem.startsWith('arn:');
}

/** True for an ARN that goes on behind the type that the template puts before the name, as `function:`. */
function reachesName(stem: string, template: string): boolean {
  const arn = parseArn(stem);
  const type = /^(?:[^:]*:){5}([^{]*)/.exec(template)?.[1] ?? '';
  return arn !== undefined && !type.startsWith(arn.resource);
}

function targetOf(
  exact: string,
  { endings = [], wider }: Forms,
  machine: Machine,
  open: readonly string[] = [],
): Target {
  const withEndings = endings.map((ending) => `${exact}${ending}`);
  return {
    exact: [exact],
    loose: [exact, ...withEndings, ...open, ...filled(wider, machine)],
    quantifier: 'all',
  };
}

function filled(templates: readonly string[] | undefined, machine: Machine): readonly string[] {
  return (templates ?? []).map((template) => fill(template, machine, []));
}

/** `names` in the order of the parameters, in policy syntax already. */
function fill(template: string, machine: Machine, names: readonly string[]): string {
  const { partition, region, accountId, name } = machine;
  const place: Readonly<Record<string, string>> = { partition, region, account: accountId, machine: name };
  let next = 0;
  return template.replace(/\{([^}]*)\}/g, (_, key: string) => {
    const own = place[key];
    if (own !== undefined) return own === '*' ? own : escapeLiteral(own);
    next += 1;
    return names[next - 1] ?? '*';
  });
}

/** Every way to take one value of each list. */
function combinations(lists: readonly (readonly ParameterValue[])[]): readonly (readonly ParameterValue[])[] {
  let all: readonly (readonly ParameterValue[])[] = [[]];
  for (const list of lists) all = all.flatMap((before) => list.map((value) => [...before, value]));
  return all;
}
