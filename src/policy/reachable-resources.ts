import { type ArnGlob, arnGlobOf, meetArns } from './arn-set.ts';
import type { CatalogueAction, ResourceType } from './catalogue.ts';
import { type Glob, globOf, joinGlobs, meet, piecesOf } from './glob.ts';
import { kept, memory, shortMemory } from './kept.ts';
import { everyPair } from './pairs.ts';
import { parseWildcards, widestParts } from './pattern-parts.ts';
import type { ResourcePatterns } from './resource-patterns.ts';

/**
 * Whether an action can meet one of the resources, by the resource types that its service lists; an action without any is
 * authorized on `*` alone. False is certain, however wildcards take the colons of an ARN.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function canReach(action: CatalogueAction, { patterns, compiled }: ResourcePatterns): boolean {
  const types = kept(TYPES, action, typesOf);
  if (types.length === 0) return patterns.some((pattern) => readingOf(pattern).takesStar);
  // Most resources are met as they are written, and need no other reading.
  const isMet = !everyPair(patterns, compiled, (pattern, one) => {
    return one.kind !== 'glob' || !types.some((type) => meetsWritten(pattern, one.arn, type));
  });
  return isMet || patterns.some((pattern) => types.some((type) => meets(readingOf(pattern), type)));
}

function meetsWritten(pattern: string, arn: ArnGlob, type: ReadType): boolean {
  return !(type.neverSlash && pattern.includes('/')) && meetArns(arn, type.arn);
}

function readingOf(pattern: string): ReadPattern {
  return kept(PATTERNS, pattern, readPattern);
}

/** A resource pattern, its variables read as `*`. */
interface ReadPattern {
  readonly arn: ArnGlob;
  /** The pieces between all of its colons. */
  readonly pieces: readonly Glob[];
  /** It matches the text `*`, which stands for the resource of an action that has none. */
  readonly takesStar: boolean;
  readonly hasSlash: boolean;
}

/** One ARN of a resource type. */
interface ReadType {
  readonly arn: ArnGlob;
  readonly pieces: readonly Glob[];
  /** No ARN of the type has a slash. */
  readonly neverSlash: boolean;
}

const PATTERNS = shortMemory<string, ReadPattern>(1_000);
const TYPES = memory<CatalogueAction, readonly ReadType[]>();

function readPattern(pattern: string): ReadPattern {
  const parts = widestParts(pattern);
  const isWide = parts.every(({ kind }) => kind !== 'text');
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const hasSlash = texts.some((text) => text.includes('/'));
  return { arn: arnGlobOf(parts), pieces: piecesOf(globOf(parts)), takesStar: isWide, hasSlash };
}

function typesOf({ name, resourceTypes }: CatalogueAction): readonly ReadType[] {
  const service = name.slice(0, name.indexOf(':'));
  return resourceTypes.flatMap((type) => type.arns.map((arn) => readType(service, type, arn)));
}

function readType(service: string, { name }: ResourceType, arn: string): ReadType {
  const [prefix = '', partition = '', owner = '', region = '', account = '', ...resource] = arn.split(':');
  const place = (segment: string): string => placeOf(service, segment);
  const tight = [prefix, partition, owner, place(region), place(account), ...resource].join(':');
  const parts = parseWildcards(tight);
  return {
    arn: arnGlobOf(parts),
    pieces: piecesOf(globOf(parts)),
    neverSlash: service === 's3' && name === 'bucket',
  };
}

/**
 * Services whose resources all have the region and the account that their table names. Elsewhere some resources of AWS have none, such
 * as the public parameters of Systems Manager.
 */
const ALWAYS_PLACED: ReadonlySet<string> = new Set(
  'athena batch dynamodb ecr kms lambda logs sagemaker secretsmanager sns sqs states'.split(' '),
);

/** Services whose resources have no region, or no account, where their table names none. */
const NEVER_PLACED: ReadonlySet<string> = new Set(['iam', 's3']);

/** What the region or the account of a resource may be; some tables leave out what an ARN may well have. */
function placeOf(service: string, segment: string): string {
  if (segment === '*') return ALWAYS_PLACED.has(service) ? '?*' : '*';
  return segment === '' && !NEVER_PLACED.has(service) ? '*' : segment;
}

function meets(pattern: ReadPattern, type: ReadType): boolean {
  if (type.neverSlash && pattern.hasSlash) return false;
  return meetArns(pattern.arn, type.arn) || meetsAcross(pattern.pieces, type.pieces);
}

/** The reading in which a wildcard takes colons: a piece with a star may stand for several pieces of the type. */
function meetsAcross(pieces: readonly Glob[], type: readonly Glob[]): boolean {
  const [piece, ...rest] = pieces;
  const [first, ...others] = type;
  if (piece === undefined || first === undefined) return pieces.length === type.length;
  if (meet(piece, first) && meetsAcross(rest, others)) return true;
  if (piece.literal !== undefined) return false;
  for (let taken = 2; taken <= type.length; taken += 1) {
    const group = joinGlobs(type.slice(0, taken));
    if (meet(piece, group) && meetsAcross(rest, type.slice(taken))) return true;
  }
  return false;
}
