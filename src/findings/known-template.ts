import type { ExecutionTemplate } from '../expected/execution-template.ts';
import { executionTemplates } from '../expected/execution-templates/index.ts';
import { mapped } from '../model/mapped.ts';
import { parsePolicy } from '../policy/document.ts';
import { kept } from '../policy/kept.ts';
import type { Statement } from '../policy/statement.ts';
import type { Account, Granting, RoleCase } from './evidence.ts';
import { isSageMakers, nounOf } from './execution.ts';
import { canonicalJson } from './fingerprint.ts';
import { printable } from './printable.ts';
import { kindsOf } from './users.ts';

/** The tight templates are left out: what they say depends on the places of the job. */
type Form = Exclude<ExecutionTemplate['form'], 'tight'>;

/** What the developer guide of 2023 showed for execution roles, and an account has as it stood there. */
export interface KnownTemplate {
  /** `policy` where it takes all statements of the policy together. */
  readonly of: 'statement' | 'policy';
  /** The APIs that the guide shows it for; of several alike those that use the role, if any do. */
  readonly nouns: readonly string[];
  /** More than one where add-ons were put in with it. */
  readonly forms: readonly Form[];
}

/**
 * The template that a statement of an execution role, or else its policy, is: the same permissions, whatever their order,
 * case and Sids, and however they are split into statements.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export function knownTemplate(
  { text, statement }: Granting,
  { role, documents, executions }: RoleCase,
  { partition }: Account,
): KnownTemplate | undefined {
  if (text.origin === 'aws-managed' || !executions.some(isSageMakers)) return undefined;
  const guide = kept(GUIDES, partition, guideFor);
  const alone = shownAs([statement], guide);
  const found = alone ?? shownAs(documents[role.policies.indexOf(text)]?.statements ?? [], guide);
  if (found === undefined) return undefined;
  const users = new Set(executions.map(nounOf));
  const own = found.nouns.filter((noun) => users.has(noun));
  return {
    of: alone === undefined ? 'policy' : 'statement',
    nouns: own.length === 0 ? found.nouns : own,
    forms: found.forms,
  };
}

const IN_WORDS: Readonly<Record<Form, string>> = {
  broad: 'the broad policy',
  vpc: 'the add-on for a VPC',
  'kms-input': 'the add-on for encrypted input',
  'kms-output': 'the add-on for encrypted output',
  'kms-volume': 'the add-on for encrypted volumes',
};

/** The template as the end of a sentence; empty where there is none. */
export function templateNote({ text }: Granting, known: KnownTemplate | undefined): string {
  if (known === undefined) return '';
  const { of, nouns, forms } = known;
  const subject = of === 'statement' ? 'the statement' : `\`${printable(text.name)}\``;
  const parts = forms.map((form) => IN_WORDS[form]).join(' and ');
  return `; ${subject} is ${parts} that the developer guide showed for ${kindsOf(nouns)} in 2023`;
}

/** One text for each action on each resource, with the conditions on it. */
type Permissions = ReadonlySet<string>;

interface Shown {
  readonly noun: string;
  readonly form: Form;
  readonly permissions: Permissions;
}

interface Guide {
  readonly nouns: readonly string[];
  readonly shown: readonly Shown[];
  /** Those of all templates, so that most statements are done with at their first action. */
  readonly all: Permissions;
}

/** By partition, which some templates name. */
const GUIDES = new Map<string, Guide>();

function guideFor(partition: string): Guide {
  const shown = executionTemplates.flatMap(({ noun, form, policy }) => {
    if (form === 'tight') return [];
    const { statements } = parsePolicy(policy({ partition }));
    return [{ noun, form, permissions: new Set(statements.flatMap((one) => [...permissionsOf(one)])) }];
  });
  return {
    nouns: [...new Set(shown.map(({ noun }) => noun))],
    shown,
    all: new Set(shown.flatMap(({ permissions }) => [...permissions])),
  };
}

function shownAs(statements: readonly Statement[], guide: Guide): Omit<KnownTemplate, 'of'> | undefined {
  const permissions = shownPermissions(statements, guide.all);
  if (permissions === undefined) return undefined;
  const found = guide.nouns.flatMap((noun) => {
    const parts = guide.shown.filter((one) => one.noun === noun && isWithin(one.permissions, permissions));
    const all = new Set(parts.flatMap((part) => [...part.permissions]));
    return all.size === permissions.size ? [{ noun, forms: parts.map(({ form }) => form) }] : [];
  });
  const [first] = found;
  return first === undefined ? undefined : { nouns: found.map(({ noun }) => noun), forms: first.forms };
}

/** Undefined where a statement does anything that no template does. */
function shownPermissions(statements: readonly Statement[], all: Permissions): Permissions | undefined {
  const permissions = new Set<string>();
  for (const statement of statements) {
    const { effect, actions, resources, trouble } = statement;
    if (effect !== 'Allow' || actions.not || resources.not || trouble !== undefined) return undefined;
    for (const permission of permissionsOf(statement)) {
      if (!all.has(permission)) return undefined;
      permissions.add(permission);
    }
  }
  return permissions.size === 0 ? undefined : permissions;
}

function* permissionsOf({ actions, resources, conditions }: Statement): Iterable<string> {
  const under = mapped(conditions, ({ key, test }) => canonicalJson([key, test])).sort();
  for (const action of actions.patterns)
    for (const resource of resources.patterns) yield canonicalJson([action.toLowerCase(), resource, under]);
}

function isWithin(few: Permissions, many: Permissions): boolean {
  return [...few].every((permission) => many.has(permission));
}
