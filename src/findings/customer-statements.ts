import { mapped } from '../model/mapped.ts';
import { readValue } from '../model/read.ts';
import type { PolicyText } from '../model/role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { kept, memory } from '../policy/kept.ts';
import { pairs } from '../policy/pairs.ts';
import type { Statement } from '../policy/statement.ts';
import type { Evidence, RoleCase } from './evidence.ts';
import { printable } from './printable.ts';

/** A statement that the owner of the account wrote, of a role that the audit looks at. */
export interface CustomerStatement {
  readonly roleCase: RoleCase;
  readonly text: PolicyText;
  /** INVARIANT: the same object for all roles that a managed policy is attached to, so that answers can be kept by it. */
  readonly statement: Statement;
}

/**
 * Every understood statement of inline and customer managed policies. Those of AWS are not for anybody here to change, and neither are
 * those of service-linked roles.
 */
export function customerStatements({ cases }: Evidence): readonly CustomerStatement[] {
  const found: CustomerStatement[] = [];
  for (const roleCase of cases) for (const each of statementsOf(roleCase)) found.push(each);
  return found;
}

/** Those of one role. */
export function statementsOf(roleCase: RoleCase): readonly CustomerStatement[] {
  return kept(KNOWN, roleCase, findStatements);
}

/** Each rule on statements asks for them. */
const KNOWN = memory<RoleCase, readonly CustomerStatement[]>();

function findStatements(roleCase: RoleCase): readonly CustomerStatement[] {
  const { role, documents } = roleCase;
  if (role.path.startsWith('/aws-service-role/')) return [];
  return pairs(role.policies, documents).flatMap(([text, document]) => {
    if (text.origin !== 'inline' && text.origin !== 'customer-managed') return [];
    const understood = shared(text, document).statements.filter(isUnderstood);
    return mapped(understood, (statement) => ({ roleCase, text, statement }));
  });
}

function isUnderstood({ effect, trouble }: Statement): boolean {
  return effect !== 'Unknown' && trouble === undefined;
}

/** By the JSON of a managed policy, which the roles that it is attached to share. */
const DOCUMENTS = memory<object, PolicyDocument>();

function shared(text: PolicyText, document: PolicyDocument): PolicyDocument {
  // What is kept for the policy of one role would stay as long as the account is in memory.
  const json = text.arn === undefined ? undefined : readValue(text.document);
  return typeof json === 'object' && json !== null ? kept(DOCUMENTS, json, () => document) : document;
}

/** The place of a statement in words: ``statement `Train` of `policy` ``. */
export function placeOf({ text, statement }: Pick<CustomerStatement, 'text' | 'statement'>): string {
  const which = statement.sid === undefined ? statement.index : `\`${printable(statement.sid)}\``;
  return `statement ${which} of \`${printable(text.name)}\``;
}

/** Names in a row, the first ones of many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${printable(name)}\``);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
