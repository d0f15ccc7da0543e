import type { ReportingDescriptor } from 'sarif';
import type { Finding, Severity } from '../../findings/finding.ts';
import type { Rule } from '../../findings/rule.ts';
import { rules } from '../../findings/rules/index.ts';
import { safeUrl } from '../escape.ts';
import { markdownProse } from '../markdown-text.ts';
import { LEVELS, PROBLEMS, SCORES } from './severity.ts';
import { LONGEST, sarifText } from './text.ts';

const RULES: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/**
 * `permission-excess`, and `permission-excess/low` where a finding is milder than its rule can be: GitHub takes the
 * severity of a result from its rule, so that a rule has an entry for each of its severities.
 */
export function entryIdOf({ ruleId, severity }: Finding): string {
  const worst = RULES.get(ruleId)?.severity ?? severity;
  return severity === worst ? ruleId : `${ruleId}/${severity}`;
}

/** The entries of these findings, by id; a rule of another version is told by its finding. */
export function descriptorsOf(findings: readonly Finding[]): ReadonlyMap<string, ReportingDescriptor> {
  const byId = new Map<string, Finding>();
  for (const finding of findings) {
    const id = entryIdOf(finding);
    if (!byId.has(id)) byId.set(id, finding);
  }
  const sorted = [...byId].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Map(sorted.map(([id, finding]) => [id, descriptorOf(id, finding)]));
}

function descriptorOf(id: string, { ruleId, severity, title }: Finding): ReportingDescriptor {
  const { why, remedy, references } = RULES.get(ruleId) ?? { why: title, remedy: title, references: [] };
  const pages = references.flatMap((page) => safeUrl(page) ?? []);
  const [first] = pages;
  const level = LEVELS[severity];
  const short = sarifText(title, LONGEST.description, ruleId);
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: short },
    fullDescription: { text: sarifText(why, LONGEST.description, ruleId) },
    help: {
      text: [sarifText(why), sarifText(remedy), ...pages].join('\n\n'),
      markdown: [
        markdownProse(why),
        `**Remedy:** ${markdownProse(remedy)}`,
        pages.map((page) => `- <${page}>`).join('\n'),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
    ...(first === undefined ? {} : { helpUri: first }),
    defaultConfiguration: { level },
    properties: {
      tags: tagsOf(severity),
      precision: 'high',
      'problem.severity': PROBLEMS[level],
      ...(SCORES[severity] === undefined ? {} : { 'security-severity': SCORES[severity] }),
    },
  };
}

/** A severity counts on GitHub only where the rule is about security. */
function tagsOf(severity: Severity): string[] {
  return ['aws', 'iam', ...(SCORES[severity] === undefined ? [] : ['security'])];
}

function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('')
    .slice(0, 255);
}
