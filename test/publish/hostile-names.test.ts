import { describe, expect, test } from 'vitest';
import { CLI_SINKS } from '../support/cli-sinks.ts';
import { FORMAT_SINKS } from '../support/format-sinks.ts';
import { ALL_HOSTILE, HOSTILE, labelOf } from '../support/hostile-names.ts';
import { MESSAGE_SINKS } from '../support/message-sinks.ts';
import { SINKS, type Sink } from '../support/sinks.ts';

/** What each name does that it should not; empty where none does. */
function harm({ render, verdict }: Sink, names: readonly string[]): Record<string, readonly string[]> {
  const found: [string, readonly string[]][] = [];
  for (const name of names) {
    const effects = verdict(render(name), name);
    if (effects.length > 0) found.push([labelOf(name), effects]);
  }
  return Object.fromEntries(found);
}

describe.each([...SINKS, ...MESSAGE_SINKS, ...FORMAT_SINKS, ...CLI_SINKS])('through $name', (sink) => {
  test.each([...HOSTILE])('a name that attacks a %s only shows', (_, names) => {
    expect(harm(sink, names)).toEqual({});
  });
});

const RAW = SINKS.filter(({ name }) => /^(a|code in a|code in) /.test(name) && name !== 'a link');

test.each(RAW)('as $name, names that nobody escapes are noticed', ({ verdict }) => {
  const noticed = ALL_HOSTILE.filter(({ length }) => length < 1_000).filter((name) => {
    try {
      return verdict(name, name).length > 0;
    } catch {
      return true;
    }
  });
  expect(noticed.length).toBeGreaterThan(200);
});

test('the names are many, and each is there once', () => {
  expect(ALL_HOSTILE.length).toBeGreaterThan(900);
  expect(new Set(ALL_HOSTILE).size).toBe(ALL_HOSTILE.length);
});
