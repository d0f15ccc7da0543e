import { describe, expect, it } from 'vitest';
import { actionSetOf } from '../../src/policy/action-set.ts';
import { ALL_RESOURCES, findArn, literalArn, withinArn, withoutArns } from '../../src/policy/arn-set.ts';
import { shortestWord, strangerTo } from '../../src/policy/automaton.ts';
import { catalogue } from '../../src/policy/catalogue.ts';
import { contains } from '../../src/policy/contains.ts';
import { escapeBoxes } from '../../src/policy/escape.ts';
import { EVERYTHING, type Glob, globOf } from '../../src/policy/glob.ts';
import { pairs } from '../../src/policy/pairs.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';
import { newQuestion, type Question, type Region } from '../../src/policy/region.ts';
import { whyUnknown } from '../../src/policy/search.ts';
import { sidesOf } from '../../src/policy/sides.ts';
import { ALL_TEXTS, findText, within } from '../../src/policy/text-set.ts';
import { requestIn } from '../../src/policy/witness.ts';
import { accessFrom } from './case-access.ts';

const ALL: Region = { actions: ALL_TEXTS, resources: ALL_RESOURCES, literals: new Map() };
const STYLE = { catalogue, subject: 'resource', spellings: () => [] } as const;

function question(left: number): Question {
  return { ...newQuestion(() => ({ isList: false, kinds: [] })), left };
}

function glob(pattern: string): Glob {
  return globOf(parseWildcards(pattern));
}

function arn(pattern: string): readonly Glob[] {
  return [...literalArn('arn:aws:s3::').slice(0, 5), glob(pattern)];
}

describe('searches without work left', () => {
  const box = {
    actions: actionSetOf({ not: false, patterns: ['*'] }),
    resources: { not: false, globs: [] },
    atoms: [],
    statement: undefined,
  };

  it('give up at the first box, and at the first branch', () => {
    expect(escapeBoxes(ALL, [box], question(0))).toEqual({ kind: 'gaveUp' });
    const everywhere = { ...box, resources: { not: true, globs: [arn('a'), arn('b')] } };
    expect(escapeBoxes(ALL, [everywhere], question(10))).toEqual({ kind: 'gaveUp' });
  });

  it('give up where exclusions may interact', () => {
    const set = withoutArns(withinArn(ALL_RESOURCES, arn('a*')), [arn('a?'), arn('??*')]);
    expect(findArn(set, [], { left: 0 })).toEqual({ kind: 'gaveUp' });
    expect(shortestWord([glob('a*'), glob('*b')], [glob('?b')], { left: 1 })).toEqual({ kind: 'gaveUp' });
  });
});

describe('a witness', () => {
  const nothing = { within: [], without: [EVERYTHING], isSimple: true };
  const never = {
    key: 'k',
    spelling: 'k',
    name: 'k',
    whenAbsent: false,
    whenPresent: { kind: 'constant', holds: false },
  } as const;

  it('is not made of a region that is empty in one axis', () => {
    const work = question(1_000);
    expect(requestIn({ ...ALL, actions: nothing }, STYLE, work)).toEqual({ kind: 'none' });
    const resources = { ...ALL_RESOURCES, segments: ALL_RESOURCES.segments.map(() => nothing) };
    expect(requestIn({ ...ALL, resources }, STYLE, work)).toEqual({ kind: 'none' });
    const literals = new Map([['k', [{ atom: never, holds: true }]]]);
    expect(requestIn({ ...ALL, literals }, STYLE, work)).toEqual({ kind: 'none' });
  });

  it('leaves an empty list of literals out', () => {
    const found = requestIn({ ...ALL, literals: new Map([['k', []]]) }, STYLE, question(1_000));
    expect(found).toMatchObject({ kind: 'found', value: { context: {} } });
  });
});

it('no resource is found in a set that one exclusion covers', () => {
  const set = withoutArns(withinArn(ALL_RESOURCES, arn('a*')), [arn('*')]);
  expect(findArn(set, [], { left: 1_000 })).toEqual({ kind: 'none' });
});

describe('a text that several globs ask for', () => {
  const globs = [glob('*aa*'), glob('*bb*'), glob('*cc*'), glob('*dd*'), glob('*ee*'), glob('*ff*')];
  const set = globs.reduce(within, ALL_TEXTS);

  it('is found where no two of them tell it, if there is work left', () => {
    expect(findText(set, [], { left: 1_000_000 })).toMatchObject({ kind: 'found' });
    expect(findText(set, [], { left: 6_000 })).toEqual({ kind: 'gaveUp' });
  });

  it('is found within the other one where two of them tell it', () => {
    const long = [glob(`*${'?'.repeat(12)}a${'?'.repeat(12)}*`), glob('*b*')].reduce(within, ALL_TEXTS);
    expect(findText(long, [], { left: 6_000 })).toMatchObject({ kind: 'found' });
  });
});

describe('the shortest word', () => {
  it('is found where no single glob tells it', () => {
    const work = { left: 10_000 };
    expect(shortestWord([glob('a*'), glob('*b')], [glob('??')], work)).toMatchObject({ kind: 'found' });
    expect(shortestWord([glob('a*'), glob('*b')], [glob('*')], work)).toEqual({ kind: 'none' });
    expect(shortestWord([glob('?')], [glob('??')], work)).toEqual({ kind: 'found', value: 'x' });
  });

  it('uses a character outside the readable ones if all of those have a meaning', () => {
    const readable = 'abcdefghijklmnopqrstuvwxyz0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    expect(strangerTo([glob(readable)])).toBe('\uffff');
    expect(strangerTo([glob('x')])).toBe('y');
  });
});

it('pairs end with the shorter side', () => {
  expect([...pairs([1, 2], ['a'])]).toEqual([[1, 'a']]);
  expect([...pairs([1], ['a', 'b'])]).toEqual([[1, 'a']]);
});

it('where no statement is in doubt, the work is to blame', () => {
  const access = accessFrom([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]);
  const sides = sidesOf(access, access, {});
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/a', context: {} };
  const hit = { kind: 'found', value: { request, isReplayed: false, right: sides.right } } as const;
  expect(whyUnknown(sides, hit)).toBe('the comparison takes more work than is allowed');
  expect(whyUnknown(sides, { kind: 'gaveUp', why: 'why' })).toBe('why');
});

it('an access without layers allows nothing', () => {
  const some = accessFrom([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]);
  expect(contains({ layers: [] }, some)).toEqual({ kind: 'contained' });
  expect(contains(some, { layers: [] }).kind).toBe('exceeds');
});
