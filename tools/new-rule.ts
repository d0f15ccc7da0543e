import { nearestName } from '../src/policy/nearest-name.ts';

/** The files that a new rule is made of, by path; the registry is the one that exists already. */
export interface NewRule {
  readonly files: ReadonlyMap<string, string>;
  readonly registry: string;
}

export const REGISTRY = 'src/findings/rules/registry.ts';

/** Thing and problem, such as `pass-role-missing`. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
const LONGEST_ID = 48;

/** Why no rule can have this id, or undefined. An id is for ever, so that it is looked at before anything is written. */
export function objectionTo(id: string, taken: readonly string[]): string | undefined {
  if (!ID.test(id))
    return `\`${id}\` is no id for a rule: it is the thing and what is wrong with it, in lower case with hyphens, such as \`pass-role-missing\``;
  if (id.length > LONGEST_ID)
    return `\`${id}\` has ${id.length} characters, and an id has at most ${LONGEST_ID}`;
  if (taken.includes(id)) return `\`${id}\` exists: \`plumbline rules ${id}\` says what it finds`;
  const near = nearestName(id, taken);
  return near === undefined ? undefined : `\`${id}\` would be taken for \`${near}\`, which exists`;
}

/** The skeleton of a rule that finds nothing, of its cases, and the registry with its line. Every `‹…›` is to be written. */
export function newRule(id: string, registry: string): NewRule {
  const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return {
    files: new Map([
      [`src/findings/rules/${id}.ts`, ruleText(id, name)],
      [`test/cases/rules/${id}.json`, `${JSON.stringify(casesOf(id), null, 2)}\n`],
    ]),
    registry: withLine(registry, `export { ${name} } from './${id}.ts';`),
  };
}

/** At its place in the order of the alphabet, below the comment. */
function withLine(registry: string, line: string): string {
  const lines = registry.trimEnd().split('\n');
  const isBefore = (other: string): boolean => !other.startsWith('export') || pathOf(other) < pathOf(line);
  const place = lines.findIndex((other) => !isBefore(other));
  return `${lines.toSpliced(place === -1 ? lines.length : place, 0, line).join('\n')}\n`;
}

function pathOf(line: string): string {
  return line.slice(line.indexOf("'")).replace('.ts', '');
}

function ruleText(id: string, name: string): string {
  return `import type { RoleCase } from '../evidence.ts';
import { printable } from '../printable.ts';
import type { Rule } from '../rule.ts';
import { ANY } from '../scrutiny.ts';

export const ${name}: Rule = {
  id: '${id}',
  title: '‹what is the matter, in a short sentence›',
  severity: 'medium',
  topic: 'excess',
  why: '‹what comes of it, and for whom›',
  remedy: '‹what to do about it›',
  references: ['‹a page of references.ts›'],
  scrutiny: ANY,
  *check({ cases }) {
    for (const roleCase of cases) {
      if (!isAtFault(roleCase)) continue;
      const { role } = roleCase;
      yield {
        subject: {},
        severity: 'medium',
        confidence: 'confirmed',
        message: \`\\\`\${printable(role.name)}\\\` ‹does what, on which resource, for whose need›\`,
        region: 'global',
        resource: { arn: role.arn, type: 'AWS::IAM::Role' },
        role: { arn: role.arn, name: role.name },
        because: [],
        cure: { kind: 'tell', text: '‹what to do about this one›' },
      };
    }
  },
};

/** ‹When a role is at fault, with the page that says so.› */
function isAtFault(_roleCase: RoleCase): boolean {
  return false;
}
`;
}

function casesOf(id: string): object {
  const machines: readonly object[] = [];
  const roles = [{ name: 'ExampleRole', trust: 'sagemaker', policies: {} }];
  return {
    rule: id,
    accept: [
      { title: '‹what is right›', machines, roles },
      { title: '‹what looks like a violation, and is none›', machines, roles },
    ],
    reject: [
      { title: '‹what is wrong›', machines, roles, findings: [] },
      { title: '‹what is wrong in another form›', why: '‹where it was seen›', machines, roles, findings: [] },
    ],
    unknown: [{ title: '‹what cannot be told›', machines, roles, gaps: [] }],
  };
}
