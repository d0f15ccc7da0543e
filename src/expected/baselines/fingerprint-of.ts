import { hash } from 'node:crypto';
import { canonicalDocument } from '../../policy/canonical.ts';

/** 48 bits of the SHA-256 of the canonical document: enough to tell a few hundred documents apart. */
export function fingerprintOf(document: unknown): string | undefined {
  const canonical = canonicalDocument(document);
  return canonical && hash('sha256', canonical, 'base64url').slice(0, 8);
}
