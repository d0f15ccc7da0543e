import { readFileSync } from 'node:fs';
import { asArray, isRecord, type JsonRecord, own } from '../../src/model/json.ts';
import {
  type PolicyDocument,
  parsePolicy,
  parseResourceControlPolicy,
  parseTrustPolicy,
} from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';

/** The cases of `test/cases/policy/<name>.json`. */
export function casesOf<Case>(name: string): readonly Case[] {
  const url = new URL(`../cases/policy/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as readonly Case[];
}

/** JSON that may be a list. */
export type OneOrMany<Value> = Value | readonly Value[];

export type ValueJson = string | number | boolean;

/** Values by condition key, by operator. */
export type ConditionJson = Readonly<Record<string, Readonly<Record<string, OneOrMany<ValueJson>>>>>;

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: ConditionJson;
}

export interface DocumentJson {
  readonly Version?: '2008-10-17' | '2012-10-17';
  readonly Statement: OneOrMany<StatementJson>;
}

/** An access of identity policies, a boundary and levels of service control policies. */
export interface AccessJson {
  readonly policies: readonly DocumentJson[];
  readonly boundary?: DocumentJson;
  readonly scps?: readonly (readonly DocumentJson[])[];
}

/**
 * An access as cases write it: a list of statements of one policy, a whole document, `{trust}`, or
 * `{policies, boundary, scps, rcps}`. A list of statements is a document of version 2012-10-17.
 */
export function accessFrom(json: unknown): Access {
  if (!isRecord(json) || 'Statement' in json) return identityAccess([documentFrom(json, 'policy')]);
  if ('trust' in json) return { layers: [[parseTrustPolicy(inVersion(own(json, 'trust')))]] };
  const boundary = own(json, 'boundary');
  return identityAccess(
    asArray(own(json, 'policies')).map((document, index) => documentFrom(document, `policy-${index}`)),
    boundary === undefined ? undefined : documentFrom(boundary, 'boundary'),
    asArray(own(json, 'scps')).map((level) =>
      asArray(level).map((document) => documentFrom(document, 'scp')),
    ),
    asArray(own(json, 'rcps')).map((level) =>
      asArray(level).map((document) => parseResourceControlPolicy(inVersion(document), 'rcp')),
    ),
  );
}

function documentFrom(json: unknown, name: string): PolicyDocument {
  return parsePolicy(inVersion(json), name);
}

function inVersion(json: unknown): unknown {
  return Array.isArray(json) ? ({ Version: '2012-10-17', Statement: json } satisfies JsonRecord) : json;
}
