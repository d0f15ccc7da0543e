import * as v from 'valibot';
import { rules } from '../findings/rules/index.ts';
import { suppressionInvalid } from '../findings/rules/suppression-invalid.ts';
import { type DeclaredSuppression, isAnchored, isMoment } from '../findings/suppression.ts';
import { asString, isRecord, type JsonRecord, own } from '../model/json.ts';
import { checkObject, shown } from './checked.ts';
import { ConfigError, readSettingsFile } from './settings-file.ts';

export const SUPPRESSIONS_FILE = 'plumbline.suppressions.json';

const RULE = 'the id of a rule other than suppression-invalid';
const RESOURCE =
  'an ARN, or a pattern of one that spells out the service, the type and at least three characters of the name';
const DAY = 'a day such as 2027-01-31';
const TEXT = 'a text that is not blank';

/** What is said of suppressions cannot be suppressed. */
const SUPPRESSIBLE: ReadonlySet<string> = new Set(
  rules.filter((rule) => rule !== suppressionInvalid).map(({ id }) => id),
);

const day = v.pipe(v.string(DAY), v.check(isMoment, DAY));
const said = v.pipe(v.string(TEXT), v.regex(/\S/, TEXT), v.maxLength(1_000, 'at most 1000 characters'));

const entrySchema = v.object({
  rule: v.pipe(
    v.string(RULE),
    v.check((id) => SUPPRESSIBLE.has(id), RULE),
  ),
  resource: v.pipe(
    v.string(RESOURCE),
    v.maxLength(2_048, 'at most 2048 characters'),
    v.check(isAnchored, RESOURCE),
  ),
  reason: said,
  owner: said,
  expires: day,
  created: v.exactOptional(day),
  content: v.exactOptional(
    v.pipe(v.string('a `contentDigest`'), v.regex(/^[0-9a-f]{32}$/, 'the `contentDigest` of a finding')),
  ),
});

const fileSchema = v.object({
  $schema: v.exactOptional(v.string('the address of a JSON Schema')),
  suppressions: v.array(v.unknown(), 'an array of suppressions'),
});

/** The keys that an entry may have. */
export const SUPPRESSION_KEYS: readonly string[] = Object.keys(entrySchema.entries);

/**
 * The entries of a file; what is wrong with one does not touch the others. Throws ConfigError where the file as a whole makes
 * no sense.
 */
export function parseSuppressions(file: unknown, name: string): readonly DeclaredSuppression[] {
  const checked = checkObject(fileSchema, file, `${name}: $`);
  if (checked.kind === 'invalid') throw new ConfigError(checked.problems);
  return checked.value.suppressions.map((entry, index) => declared(entry, `$.suppressions[${index}]`));
}

function declared(entry: unknown, path: string): DeclaredSuppression {
  const checked = checkObject(entrySchema, entry, path);
  if (checked.kind === 'valid') return { kind: 'sound', suppression: checked.value };
  const { problems } = checked;
  return { kind: 'broken', path, problems, ...(isRecord(entry) ? namesIn(entry) : {}) };
}

const LONGEST_NAME = 300;

/** What the entry is about, where it says so in a few words. */
function namesIn(entry: JsonRecord): { readonly rule?: string; readonly resource?: string } {
  const [rule, resource] = [own(entry, 'rule'), own(entry, 'resource')].map(asString);
  if (rule === undefined || resource === undefined) return {};
  return rule.length + resource.length > LONGEST_NAME ? {} : { rule, resource };
}

/** The suppressions of the file that is named, else of the one in `folder`, if there is one. Throws ConfigError. */
export async function loadSuppressions(
  named: string | undefined,
  folder: string,
): Promise<readonly DeclaredSuppression[]> {
  const name = named ?? SUPPRESSIONS_FILE;
  const file = await readSettingsFile(folder, name);
  if (file !== undefined) return parseSuppressions(file, shown(name));
  if (named === undefined) return [];
  throw new ConfigError([`\`${shown(name)}\` does not exist`]);
}
