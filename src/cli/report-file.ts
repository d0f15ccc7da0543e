import * as v from 'valibot';
import { SEVERITIES } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import type { Report } from '../findings/report.ts';
import { isRecord, kindOf, pathStep } from '../model/json.ts';
import { readJsonFile } from './files.ts';
import { UsageError } from './io.ts';

/** What `explain` goes by of a report; what else it holds stays. */
export type ReportFile = Pick<Report, 'regions' | 'findings'>;

const TEXT = 'a text';
const text = v.string(TEXT);
const texts = v.array(text, 'a list of texts');
const STATUSES = ['new', 'active', 'changed', 'reopened', 'resolved', 'suppressed'] as const;
const REASONS = ['fixed', 'resource-deleted', 'rule-retired', 'scope-retired'] as const;

const statement = v.looseObject(
  {
    Sid: v.exactOptional(text),
    Effect: v.picklist(['Allow', 'Deny'], 'Allow or Deny'),
    Action: texts,
    Resource: texts,
    Condition: v.exactOptional(
      v.record(text, v.record(text, v.union([text, texts], 'a text or a list of texts')), 'an object'),
    ),
  },
  'a statement',
);

const policy = v.looseObject(
  { Version: v.literal('2012-10-17', '2012-10-17'), Statement: v.array(statement, 'a list of statements') },
  'a policy',
);

const because = v.looseObject(
  {
    stateMachine: v.exactOptional(text),
    resource: v.exactOptional(text),
    state: text,
    field: v.exactOptional(text),
    integration: text,
    pattern: v.exactOptional(text),
  },
  'an object',
);

const finding = v.looseObject(
  {
    id: v.pipe(text, v.regex(/^v\d+-[0-9a-f]{32}$/, 'the id of a finding')),
    ruleId: text,
    severity: v.picklist(SEVERITIES, `one of ${SEVERITIES.join(', ')}`),
    status: v.picklist(STATUSES, `one of ${STATUSES.join(', ')}`),
    confidence: v.picklist(['confirmed', 'potential'], 'confirmed or potential'),
    title: text,
    message: text,
    region: text,
    resource: v.looseObject({ arn: text, type: text }, 'an object'),
    role: v.looseObject({ arn: text, name: text }, 'an object'),
    witness: v.exactOptional(
      v.looseObject(
        { action: text, resource: text, context: v.record(text, texts, 'an object') },
        'an object',
      ),
    ),
    because: v.array(because, 'a list'),
    statement: v.exactOptional(
      v.looseObject({ policy: text, index: v.number('a number'), sid: v.exactOptional(text) }, 'an object'),
    ),
    remedy: v.looseObject({ text, policy: v.exactOptional(policy) }, 'an object'),
    change: v.exactOptional(v.looseObject({ by: text, event: text, at: text, eventId: text }, 'an object')),
    suppression: v.exactOptional(v.looseObject({ reason: text, owner: text, expires: text }, 'an object')),
    resolvedReason: v.exactOptional(v.picklist(REASONS, `one of ${REASONS.join(', ')}`)),
    firstSeen: text,
    lastSeen: text,
    references: texts,
  },
  'a finding',
);

const report = v.looseObject(
  {
    schemaVersion: v.literal(1, '1'),
    regions: texts,
    findings: v.array(finding, 'a list of findings'),
  },
  'a report',
);

/** The report in a file that `audit --format json` wrote. Throws UsageError that names the file and the JSON path. */
export async function readReportFile(path: string): Promise<ReportFile> {
  const json = await readJsonFile(path);
  if (!isRecord(json)) throw new UsageError(`\`${path}\`: \`$\`: expected a report, found ${kindOf(json)}`);
  const result = v.safeParse(report, json, { abortEarly: true });
  if (!result.success) throw new UsageError(`\`${path}\`: ${problemIn(result.issues[0])}`);
  // Not the output of the check: it leaves out keys such as `__proto__`, which a condition may have.
  return json as ReportFile;
}

function problemIn({ path, input, message }: v.BaseIssue<unknown>): string {
  const steps = (path ?? []).map(({ key }) => pathStep(typeof key === 'number' ? key : String(key)));
  const place = `$${steps.join('')}`;
  if (input === undefined) return `\`${place}\` is missing`;
  const found = typeof input === 'string' ? `"${printable(input.slice(0, 80))}"` : kindOf(input);
  return `\`${place}\`: expected ${message}, found ${found}`;
}
