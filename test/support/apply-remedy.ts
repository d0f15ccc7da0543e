import type { Finding } from '../../src/findings/finding.ts';
import { asArray, isRecord } from '../../src/model/json.ts';
import type { AccountJson, RoleJson } from './rule-cases.ts';

/** True where the remedy is something to do with a policy, and not advice alone. */
export function isRecipe({ remedy }: Finding): boolean {
  return remedy.policy !== undefined || remedy.text.startsWith('Remove statement');
}

/** The account after somebody has done to the role what the remedy says. */
export function applyRemedy<Account extends AccountJson>(account: Account, finding: Finding): Account {
  const roles = account.roles.map((role) =>
    role.name === finding.role.name ? attached(cut(role, finding), finding) : role,
  );
  return { ...account, roles };
}

function attached(role: RoleJson, { remedy }: Finding): RoleJson {
  if (remedy.policy === undefined) return role;
  return { ...role, policies: { ...role.policies, FromRemedy: remedy.policy } };
}

/** Without the statement; without the whole policy where AWS owns it, or where that is replaced. */
function cut(role: RoleJson, { statement: ref, remedy }: Finding): RoleJson {
  if (ref === undefined) return role;
  const isWhole = remedy.text.startsWith('Replace `');
  const edit = (policies: Readonly<Record<string, unknown>> = {}) => {
    const kept: Record<string, unknown> = {};
    for (const [name, document] of Object.entries(policies)) {
      if (name !== ref.policy) kept[name] = document;
      else if (!isWhole && !name.startsWith('arn:aws:iam::aws:'))
        kept[name] = withoutStatement(document, ref.index);
    }
    return kept;
  };
  return { ...role, policies: edit(role.policies), managed: edit(role.managed) };
}

function withoutStatement(document: unknown, index: number): unknown {
  if (!isRecord(document)) return document;
  const { Statement } = document;
  const statements = Array.isArray(Statement) ? asArray(Statement) : [Statement];
  return { ...document, Statement: statements.filter((_, at) => at !== index) };
}
