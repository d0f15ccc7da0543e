import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseForm } from '../support/case-forms.ts';

/** What the documents say of one SageMaker API; `test/cases/sagemaker-calls.json` holds them. */
interface SageMakerCall {
  readonly api: string;
  readonly action: string;
  readonly job?: {
    readonly poll: string;
    readonly cancel: string;
    /** Absent where nobody has published it. */
    readonly rule?: string;
    readonly template: string;
  };
  readonly resources: readonly { readonly type: string; readonly parameter: string }[];
  /** Whether Step Functions is known to tag what the call makes. */
  readonly tags?: 'confirmed' | 'potential';
  readonly role?: string;
  readonly source: string;
}

export interface MatrixCase {
  readonly title: string;
  readonly task: Readonly<Record<string, unknown>>;
  /** The required grants, as lines. */
  readonly required: readonly string[];
}

const PLACE = 'us-east-1:111122223333';
const ROLE = 'arn:aws:iam::111122223333:role/SageMakerExec';

type Language = 'JSONPath' | 'JSONata';

/** The name of a resource in each form and language, what the ARN then ends in, and for how many of such it must hold. */
const NAMES: Readonly<
  Record<CaseForm, { readonly [L in Language]: unknown } & { readonly arn: string; readonly reach: string }>
> = {
  literal: { JSONPath: 'churn', JSONata: 'churn', arn: 'churn', reach: 'all' },
  prefix: {
    JSONPath: "States.Format('churn-{}', $.id)",
    JSONata: "{% 'churn-' & $states.input.id %}",
    arn: 'churn-*',
    reach: 'all',
  },
  dynamic: { JSONPath: '$.name', JSONata: '{% $states.input.name %}', arn: '*', reach: 'some' },
};

/** Every SageMaker API in every pattern, with every form of its name, in both languages. */
export const MATRIX: readonly MatrixCase[] = calls().flatMap((call) =>
  (call.job === undefined ? [''] : ['', '.sync']).flatMap((suffix) =>
    (['literal', 'prefix', 'dynamic'] as const).flatMap((form) =>
      (['JSONPath', 'JSONata'] as const).map((language) => matrixCase(call, suffix, form, language)),
    ),
  ),
);

function calls(): readonly SageMakerCall[] {
  const path = join(import.meta.dirname, '../cases/sagemaker-calls.json');
  return JSON.parse(readFileSync(path, 'utf8')) as readonly SageMakerCall[];
}

function matrixCase(call: SageMakerCall, suffix: string, form: CaseForm, language: Language): MatrixCase {
  const name = NAMES[form];
  const key = form === 'literal' || language === 'JSONata' ? '' : '.$';
  const names = call.resources.map(({ parameter }) => [`${parameter}${key}`, name[language]] as const);
  const parameters = { ...Object.fromEntries(names), ...withRole(call.role) };
  return {
    title: `${call.api}${suffix}, ${form}, ${language}`,
    task: {
      Resource: `arn:aws:states:::sagemaker:${call.api}${suffix}`,
      QueryLanguage: language,
      [language === 'JSONata' ? 'Arguments' : 'Parameters']: parameters,
    },
    required: requiredOf(call, suffix, form),
  };
}

function withRole(path: string | undefined): object {
  if (path === undefined) return {};
  const [outer = '', inner] = path.split('.');
  return { [outer]: inner === undefined ? ROLE : { [inner]: ROLE } };
}

function requiredOf({ action, job, resources, tags, role }: SageMakerCall, suffix: string, form: CaseForm) {
  const { arn, reach } = NAMES[form];
  const on = (type: string) => `on ${reach} of arn:aws:sagemaker:${PLACE}:${type}/${arn}`;
  const [first = { type: '' }] = resources;
  const lines = resources.map(({ type }) => `create sagemaker:${action} ${on(type)} (api)`);
  if (job !== undefined && suffix === '.sync')
    lines.push(
      `poll sagemaker:${job.poll} ${on(first.type)} (${job.template})`,
      `cancel sagemaker:${job.cancel} ${on(first.type)} (${job.template})`,
    );
  if (tags !== undefined)
    lines.push(
      `tag sagemaker:AddTags ${on(first.type)} (docs-2025${tags === 'potential' ? ', potential' : ''})`,
    );
  if (job?.template === 'docs-2023')
    lines.push(`documented sagemaker:ListTags ${on(first.type)} (docs-2023)`);
  if (role !== undefined)
    lines.push(
      `pass-role iam:PassRole on all of ${ROLE} if iam:PassedToService=sagemaker.amazonaws.com (api)`,
    );
  if (job?.rule !== undefined && suffix === '.sync')
    for (const verb of ['PutTargets', 'PutRule', 'DescribeRule'])
      lines.push(
        `event-rule events:${verb} on all of arn:aws:events:${PLACE}:rule/${job.rule} (${job.template})`,
      );
  return lines;
}
