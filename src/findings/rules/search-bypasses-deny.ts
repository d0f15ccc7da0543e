import { hasAction } from '../../policy/action-set.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Request } from '../../policy/request.ts';
import type { Statement } from '../../policy/statement.ts';
import { customerStatements, listed, placeOf } from '../customer-statements.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_PERMISSIONS } from '../references.ts';
import type { Rule } from '../rule.ts';
import { ROLE } from '../scrutiny.ts';
import { statementViolation } from '../statement-violation.ts';

export const searchBypassesDeny: Rule = {
  id: 'search-bypasses-deny',
  title: 'What a Deny on Describe hides can be read by Search',
  severity: 'medium',
  topic: 'statement',
  why: '`sagemaker:Search` answers with the same records as the Describe operations, of all resources of a kind, and is authorized on `*` by itself. A Deny on `sagemaker:Describe*` hides nothing from a role that may search.',
  remedy: 'Deny `sagemaker:Search` as well, or limit it by `sagemaker:SearchVisibilityCondition`.',
  references: [SAGEMAKER_PERMISSIONS],
  scrutiny: ROLE,
  *check(evidence) {
    for (const found of customerStatements(evidence)) {
      const hidden = hiddenBy(found.statement);
      if (hidden.length === 0) continue;
      const { roleCase } = found;
      if (evaluate(roleCase.access, SEARCH, roleCase.pins).kind !== 'allowed') continue;
      const name = `\`${printable(roleCase.role.name)}\``;
      yield statementViolation(found, {
        severity: 'medium',
        confidence: 'confirmed',
        message: `${name}: ${placeOf(found)} denies ${listed(hidden)}, and ${name} may \`${SEARCH.action}\` on \`${SEARCH.resource}\`, which answers with the same records`,
        witness: SEARCH,
        advice: `Add \`${SEARCH.action}\` to the actions that ${placeOf(found)} denies, on \`*\``,
      });
    }
  },
};

/** Without a key that limits what is found. */
const SEARCH: Request = { action: 'sagemaker:Search', resource: '*', context: {} };

/**
 * The Describe actions of what Search finds.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Search.html
 */
const SEARCHED: readonly string[] = (
  'Endpoint Experiment FeatureGroup FeatureMetadata HubContent HyperParameterTuningJob Image ImageVersion Job Model ModelCard ' +
  'ModelPackage ModelPackageGroup Pipeline PipelineExecution Project TrainingJob Trial TrialComponent'
)
  .split(' ')
  .map((noun) => `sagemaker:Describe${noun}`);

/** A Deny that names everything, or everything but some actions, is not about Describe. */
function hiddenBy({ effect, actions }: Statement): readonly string[] {
  if (effect !== 'Deny' || actions.not) return [];
  return SEARCHED.filter((name) => hasAction(actions, name.toLowerCase()));
}
