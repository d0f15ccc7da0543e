import { mapped } from '../model/mapped.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Request } from '../policy/request.ts';
import type { Finding, PolicyJson, Remedy } from './finding.ts';
import { printable } from './printable.ts';
import { withoutKnownSecrets, withoutSecretValue } from './secrets.ts';

/**
 * The finding without what looks like a secret: values of conditions, and whatever has the form of a credential. What the
 * finding is about keeps its name. A policy is shown whole or not at all: with a value left out it would say something else.
 */
export function withoutSecrets(finding: Finding): Finding {
  const { message, because, witness, expected, remedy } = finding;
  const values = [
    ...pairsIn(witness?.context ?? {}),
    ...conditionsOf(expected?.policy),
    ...conditionsOf(remedy.policy),
  ];
  const tell = tellerOf(values);
  const safe: Finding = {
    ...finding,
    message: tell(message),
    because: mapped(because, (line) => ({ ...line, state: tell(line.state) })),
    ...(witness === undefined ? {} : { witness: safeRequest(witness) }),
    remedy: safeRemedy(remedy, tell),
  };
  if (expected === undefined || !hasSecret(expected.policy)) return safe;
  const { expected: _, ...rest } = safe;
  return rest;
}

function safeRequest({ action, resource, context }: Request): Request {
  const safe: [string, readonly string[]][] = [];
  for (const [key, values] of Object.entries(context))
    safe.push([key, values.map((value) => withoutSecretValue(key, value))]);
  return { action, resource: withoutKnownSecrets(resource), context: Object.fromEntries(safe) };
}

function safeRemedy({ text, policy }: Remedy, tell: (text: string) => string): Remedy {
  if (policy === undefined) return { text: tell(text) };
  if (!hasSecret(policy)) return { text: tell(text), policy };
  return { text: `${tell(text)}; the policy is not shown, because it holds what looks like a secret` };
}

function hasSecret(policy: PolicyJson): boolean {
  return kept(KNOWN, policy, findSecret);
}

/** What is expected is often the remedy as well. */
const KNOWN = memory<PolicyJson, boolean>();

function findSecret(policy: PolicyJson): boolean {
  const text = JSON.stringify(policy);
  if (withoutKnownSecrets(text) !== text) return true;
  return conditionsOf(policy).some(([key, value]) => withoutSecretValue(key, value) !== value);
}

type KeyAndValue = readonly [key: string, value: string];

function conditionsOf(policy: PolicyJson | undefined): readonly KeyAndValue[] {
  const conditions = (policy?.Statement ?? []).flatMap(({ Condition = {} }) => Object.values(Condition));
  return conditions.flatMap(pairsIn);
}

function pairsIn(keys: Readonly<Record<string, string | readonly string[]>>): readonly KeyAndValue[] {
  return Object.entries(keys).flatMap(([key, values]) =>
    mapped(typeof values === 'string' ? [values] : values, (value) => [key, value] as const),
  );
}

/** Makes texts that quote these values safe; the longest goes first, as one may be part of another. */
function tellerOf(values: readonly KeyAndValue[]): (text: string) => string {
  const hidden = new Map<string, string>();
  for (const [key, value] of values) {
    const safe = withoutSecretValue(key, value);
    if (safe !== value) hidden.set(value, safe).set(printable(value), safe);
  }
  const longestFirst = [...hidden].sort(([left], [right]) => right.length - left.length);
  return (text) => {
    let safe = text;
    for (const [value, shown] of longestFirst) safe = safe.replace(wholeWord(value), () => shown);
    return withoutKnownSecrets(safe);
  };
}

/** A short value is not looked for within words. */
function wholeWord(value: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'gu',
  );
}
