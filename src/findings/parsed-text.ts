import { readValue } from '../model/read.ts';
import type { PolicyText } from '../model/role.ts';
import { type PolicyDocument, parsePolicy } from '../policy/document.ts';

/** A policy as it hangs on a role; one that was not read is undecided through and through. */
export function parsedText(text: PolicyText): PolicyDocument {
  return parsePolicy(readValue(text.document), text.name);
}
