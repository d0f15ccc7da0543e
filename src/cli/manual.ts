/** What a flag of a command does. */
export interface FlagManual {
  /** As it is written: `--snapshot DIR`. */
  readonly flag: string;
  readonly does: string;
}

/** A command that works from the root of this repository; where it starts with an account of AWS, with that. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** All that `--help` says of a command. */
export interface Manual {
  readonly name: string;
  /** In a few words, for the list of commands. */
  readonly summary: string;
  /** Behind `plumbline`. */
  readonly usage: string;
  /** Paragraphs. */
  readonly about: readonly string[];
  readonly flags: readonly FlagManual[];
  readonly exitCodes: readonly (readonly [number, string])[];
  readonly examples: readonly Example[];
}

/** The flags of regions and days, which `audit`, `collect` and `explain` share. */
export const READING: readonly FlagManual[] = [
  { flag: '--region R', does: 'region to read, may be repeated (default: PLUMBLINE_REGIONS, AWS_REGION)' },
  {
    flag: '--lookback-days N',
    does: 'how many days back SageMaker jobs are read, 1 to 365 (default: PLUMBLINE_LOOKBACK_DAYS, 30)',
  },
];

/** The flags of what limits policies, which `compare` and `evaluate` share. */
export const LIMITING: readonly FlagManual[] = [
  { flag: '--boundary FILE', does: 'permissions boundary' },
  {
    flag: '--scp FILE',
    does: 'service control policies of one level, as a document or an array; repeat it for each level',
  },
  {
    flag: '--rcp FILE',
    does: 'resource control policies that apply, of one level with its RCPFullAWSAccess; repeat it for each level',
  },
];

/** `json or text (default)`. */
export function choices(names: readonly string[], standard: string): string {
  const shown = names.map((name) => (name === standard ? `${name} (default)` : name));
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
