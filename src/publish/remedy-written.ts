import type { Finding } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import type { Attachment, RemedyForm, Written } from './remedy-form.ts';
import { remedyForms } from './remedy-forms/index.ts';

/** A remedy in one of its forms. */
export interface WrittenRemedy extends Pick<RemedyForm, 'name' | 'label'> {
  readonly written: Written;
}

/**
 * The policy of a remedy in every form that is true: all where it is only attached, JSON alone where something else has to
 * go for it, as a command that attaches would be half of the remedy; none where there is no policy.
 */
export function remedyWritten(
  finding: Pick<Finding, 'id' | 'ruleId' | 'role' | 'remedy'>,
): readonly WrittenRemedy[] {
  const { role, remedy } = finding;
  const { policy } = remedy;
  if (policy === undefined) return [];
  const forms = isAttached(finding) ? remedyForms : remedyForms.filter(({ name }) => name === 'json');
  const attachment: Attachment = { roleName: role.name, policyName: policyNameFor(finding), policy };
  return forms.map(({ name, label, write }) => ({ name, label, written: write(attachment) }));
}

function isAttached({ role, remedy }: Pick<Finding, 'role' | 'remedy'>): boolean {
  return remedy.text.startsWith(`Attach this inline policy to \`${printable(role.name)}\``);
}

/** Of the rule and the finding: a second policy of the same name would take the place of the first. */
function policyNameFor({ id, ruleId }: Pick<Finding, 'id' | 'ruleId'>): string {
  const [rule, own] = [ruleId, id.replace(/^v\d+-/, '').slice(0, 12)].map(plain);
  return `plumbline-${rule}-${own}`.slice(0, LONGEST);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const LONGEST = 128;

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/g, '-');
}
