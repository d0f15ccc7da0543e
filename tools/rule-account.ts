import type { RoleJson, RuleCase } from '../test/support/rule-cases.ts';

/** What a reader needs of an account: definitions, and what its roles may do. */
export function accountText({
  machines,
  roles,
  serviceControlPolicies = [],
  resourcePolicies = [],
  baselines = {},
  suppressions = [],
}: RuleCase): readonly string[] {
  return [
    ...machines.flatMap(({ name, role, type = 'STANDARD', definition, versions = [], aliases = [] }) => [
      `State machine \`${name}\` (${type.toLowerCase()}) runs with the role \`${role}\`:`,
      json(definition),
      ...versions.flatMap((version) => [
        `Its version ${version.number}, which ${aliases.includes(version.number) ? 'an alias starts' : 'no alias starts'}:`,
        json(version.definition),
      ]),
    ]),
    ...roles.flatMap(roleText),
    ...serviceControlPolicies.flat().flatMap((policy) => ['A service control policy:', json(policy)]),
    ...resourcePolicies.flatMap(({ arn, document }) => [`The policy of \`${arn}\`:`, json(document)]),
    ...Object.entries(baselines).flatMap(([arn, { document }]) => [
      `The baseline of \`${arn}\`:`,
      json(document),
    ]),
    ...(suppressions.length === 0 ? [] : ['The suppressions:', json({ suppressions })]),
  ];
}

function roleText({ name, path = '/', trust = 'states', policies, managed, boundary }: RoleJson) {
  const services = [trust].flat().map((service) => `\`${service}.amazonaws.com\``);
  const isShort = typeof trust === 'string' || Array.isArray(trust);
  const documents = Object.entries({ ...policies, ...managed });
  return [
    `Role \`${path.slice(1)}${name}\` trusts ${isShort ? `${services.join(' and ')}.` : 'by this policy:'}`,
    ...(isShort ? [] : [json(trust)]),
    ...documents.flatMap(([policy, document]) => [`Policy \`${policy}\` of \`${name}\`:`, json(document)]),
    ...(boundary === undefined ? [] : [`Permissions boundary of \`${name}\`:`, json(boundary)]),
  ];
}

/** A block of JSON; a text is taken as it is. */
export function json(value: unknown): string {
  return `\`\`\`json\n${typeof value === 'string' ? value : compact(value, '')}\n\`\`\``;
}

/** JSON that keeps on one line what fits there. */
function compact(value: unknown, indent: string): string {
  // A line break that is not a format is escaped.
  const line = JSON.stringify(value, null, 1)
    .replace(/(?<=\[)\n\s*|\n\s*(?=\])/g, '')
    .replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 90) return line;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Object.entries(value).map(
    ([key, member]) => `${deeper}${open === '[' ? '' : `${JSON.stringify(key)}: `}${compact(member, deeper)}`,
  );
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}
