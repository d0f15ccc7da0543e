import { oneOf, parseFlags } from '../../src/cli/flags.ts';
import { UsageError } from '../../src/cli/io.ts';
import { didYouMean } from '../../src/cli/meant.ts';
import { nextStep } from '../../src/cli/next-step.ts';
import { readingText } from '../../src/cli/progress-text.ts';
import { shellWord } from '../../src/cli/shell-word.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { Picture } from '../../src/findings/picture.ts';
import { printable } from '../../src/findings/printable.ts';
import { findingStory } from '../../src/publish/finding-story.ts';
import { hostileFinding } from './hostile-report.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';
import type { Sink } from './sinks.ts';
import { terminalEffects } from './terminal-reader.ts';

const WIDE = { width: 1_000_000, color: false };
/** An ARN: only of such a thing can a finding be suppressed. */
const PLAIN = 'arn:aws:iam::111122223333:role/plain';

/** What the command line says of names, in an account and in its own arguments. */
export const CLI_SINKS: readonly Sink[] = [
  {
    name: 'an explanation',
    render: (name) => explained(hostileFinding(name), name),
    verdict: (output) => inLinesOf(explained(hostileFinding(PLAIN), PLAIN), output),
  },
  {
    name: 'an explanation of a report that somebody else wrote',
    render: (name) => explained(forged(name), name),
    verdict: (output) => inLinesOf(explained(forged(PLAIN), PLAIN), output),
  },
  {
    name: 'a flag that is none',
    render: (name) => problem(() => parseFlags([`--${name}`], {})),
    verdict: oneLine,
  },
  {
    name: 'a choice that is none',
    render: (name) => problem(() => oneOf('format', name, ['json', 'text'])),
    verdict: oneLine,
  },
  { name: 'what was meant', render: (name) => didYouMean(name, ['audit', 'rules']) ?? '', verdict: oneLine },
  {
    name: 'how far the reading is',
    render: (name) => readingText({ region: name, what: 'roles', done: 1 }, undefined, [name]),
    verdict: oneLine,
  },
  {
    name: 'what to do next',
    render: (name) => nextStep(sampleReport([sampleFinding()]), { snapshot: name, regions: [] }, WIDE).trim(),
    verdict: oneLine,
  },
];

function explained(finding: Finding, name: string): string {
  const statement = { Sid: name, Effect: 'Allow', Action: [name], Resource: [name] } as const;
  const picture: Picture = {
    roles: [
      {
        arn: finding.role.arn,
        name,
        policies: [{ name, origin: 'inline', statements: [statement] }],
        expected: [],
      },
    ],
    links: [],
  };
  return findingStory(finding, { picture, again: `plumbline audit --snapshot ${shellWord(name)}` }, WIDE);
}

/** A finding of which every text is the name. */
function forged(name: string): Finding {
  const finding = hostileFinding(name);
  return {
    ...finding,
    id: name,
    ruleId: name,
    title: name,
    message: name,
    remedy: { ...finding.remedy, text: name },
    firstSeen: name,
    lastSeen: name,
    references: [name],
    status: 'suppressed',
    suppression: { reason: name, owner: name, expires: name },
  };
}

/** As `runCommandLine` tells it. */
function problem(parse: () => unknown): string {
  try {
    parse();
    return '';
  } catch (error) {
    if (error instanceof UsageError) return printable(error.message);
    throw error;
  }
}

function oneLine(output: string): readonly string[] {
  return [...terminalEffects(output), ...(output.includes('\n') ? ['a second line'] : [])];
}

function inLinesOf(plain: string, output: string): readonly string[] {
  const [found, expected] = [output, plain].map((each) => each.split('\n').length);
  const isLonger = (found ?? 0) > (expected ?? 0);
  return [...terminalEffects(output), ...(isLonger ? [`${found} lines instead of ${expected}`] : [])];
}
