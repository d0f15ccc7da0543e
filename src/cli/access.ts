import { type PolicyDocument, parsePolicy, parseResourceControlPolicy } from '../policy/document.ts';
import type { Access } from '../policy/effective.ts';
import type { Limits } from './limits.ts';

type Parse = (json: unknown, name: string) => PolicyDocument;

/** What the policies allow together, within the limits. What is not understood does not throw: it stays undecided. */
export function accessOf(policies: readonly unknown[], { boundary, scp, rcp }: Limits = {}): Access {
  return {
    layers: [
      parseAll(policies, 'policy', parsePolicy),
      ...(boundary === undefined ? [] : [parseAll(boundary, 'boundary', parsePolicy)]),
      ...levelsOf(scp, 'scp', parsePolicy),
      ...levelsOf(rcp, 'rcp', parseResourceControlPolicy),
    ],
  };
}

function levelsOf(
  levels: readonly unknown[] = [],
  name: string,
  parse: Parse,
): readonly (readonly PolicyDocument[])[] {
  return levels.map((level, depth) =>
    parseAll(Array.isArray(level) ? level : [level], `${name} ${depth}`, parse),
  );
}

function parseAll(documents: readonly unknown[], name: string, parse: Parse): readonly PolicyDocument[] {
  return documents.map((document, index) => parse(document, `${name} ${index}`));
}
