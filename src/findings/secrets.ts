/** Stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Credentials that tell by their form what they are. */
const FORMS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16,}\b/g,
  /\b(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=]{40,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]|npm|hf)_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}/g,
  /\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,}/g,
  /\b[prs]k_(?:live|test)_\w{16,}|\bsk-(?:[a-z]+-)?[A-Za-z0-9]{20,}/g,
  /\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
];

/** Most texts hold none of them, which one look tells. */
const ANY_FORM = new RegExp(FORMS.map(({ source }) => source).join('|'));

const SECRET_NAME =
  /pass(?:word|wd|phrase)|(?<![a-z])pwd(?![a-z])|secret|token|(?:api|access|private|account|shared)[-_]?key|credential|signature|authorization|bearer/i;
const USER_AND_PASSWORD = /(?<=:\/\/)[^\s/@]*:[^\s/]*(?=@)/g;
/** In a query or a connection string. */
const NAMED_VALUE = /(?<=^|[?&;\s])([\w.-]{1,80})=([^\s&;"'`]+)/g;

/** The text without credentials that tell by their form, or by a name beside them, what they are. */
export function withoutKnownSecrets(text: string): string {
  let safe = text.includes('://') ? text.replace(USER_AND_PASSWORD, REDACTED) : text;
  if (ANY_FORM.test(safe)) for (const form of FORMS) safe = safe.replace(form, REDACTED);
  if (!safe.includes('=')) return safe;
  return safe.replace(NAMED_VALUE, (whole, name: string) =>
    SECRET_NAME.test(name) ? `${name}=${REDACTED}` : whole,
  );
}

/** The value of a condition key without what looks like a secret by the key, by its form or by its randomness. */
export function withoutSecretValue(key: string, value: string): string {
  if (isSecretKey(key) && !isPublic(value)) return REDACTED;
  const safe = withoutKnownSecrets(value);
  if (safe !== value || /^arn:/.test(value)) return safe;
  return value.replace(/(?<![\w:/])[\w+=/]{20,}/g, (run) => (isRandom(run, key) ? REDACTED : run));
}

/**
 * Only names that somebody chose tell: those of tags and of encryption contexts. `aws:Referer` is used as a password,
 * against the advice of the guide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer
 */
function isSecretKey(key: string): boolean {
  return SECRET_NAME.test(chosenName(key)) || /^aws:referer$/i.test(key);
}

function chosenName(key: string): string {
  return /(?:\/|:EncryptionContext:)(.+)$/i.exec(key)?.[1] ?? '';
}

/** What no secret is: a flag, a number, an ARN, a pattern for all values, a variable. */
function isPublic(value: string): boolean {
  return /^(?:true|false|\d{1,12}|arn:.*|[*?]*|\$\{[^}]*\})$/is.test(value);
}

/** Hexadecimal under such a name is a checksum or an id. */
const CHECKSUM_NAME = /digest|sha\d|hash|checksum|thumbprint|etag|commit|version|revision|id$/i;
/** Ids of IAM that are no keys. */
const UNIQUE_ID = /^(?:AROA|AIDA|AGPA|AIPA|ANPA|ANVA|ASCA|APKA)[A-Z0-9]+$/;
/** The length of a secret access key of AWS. */
const SECRET_ACCESS_KEY = 40;
/** Words and numbers that people put together change between small letters, capitals and digits less often. */
const LEAST_CHANGES = 0.36;

function isRandom(run: string, key: string): boolean {
  if (UNIQUE_ID.test(run)) return false;
  const [hex] = /[0-9a-f]{32,}/i.exec(run) ?? [];
  if (hex !== undefined && /[a-f]/i.test(hex) && /\d/.test(hex)) return !CHECKSUM_NAME.test(chosenName(key));
  const kinds = [...run.replace(/[^A-Za-z0-9]/g, '')].map(kindOf);
  if (!kinds.includes('digit') || new Set(kinds).size < 2) return false;
  if (run.length === SECRET_ACCESS_KEY && new Set(kinds).size === 3) return true;
  const changes = kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length;
  return changes >= LEAST_CHANGES * (kinds.length - 1);
}

function kindOf(character: string): 'digit' | 'small' | 'capital' {
  if (/\d/.test(character)) return 'digit';
  return /[a-z]/.test(character) ? 'small' : 'capital';
}
