import { type PolicyDocument, parsePolicy } from '../policy/document.ts';
import type { Access } from '../policy/effective.ts';

/** The documents of one side of a comparison. */
export interface AccessSource {
  readonly policies: readonly unknown[];
  /** Together they bound the policies: a request needs one of them to allow it. */
  readonly boundary?: readonly unknown[] | undefined;
  /** One list for each level of the organization. */
  readonly scp?: readonly unknown[] | undefined;
}

/** What the documents allow together. Problems in them do not throw: what is not understood stays undecided. */
export function accessOf({ policies, boundary, scp = [] }: AccessSource): Access {
  const layers = [
    parseAll(policies, 'policy'),
    ...(boundary === undefined ? [] : [parseAll(boundary, 'boundary')]),
  ];
  const levels = scp.map((level, depth) => parseAll(Array.isArray(level) ? level : [level], `scp ${depth}`));
  return { layers: [...layers, ...levels] };
}

function parseAll(documents: readonly unknown[], name: string): readonly PolicyDocument[] {
  return documents.map((document, index) => parsePolicy(document, `${name} ${index}`));
}
