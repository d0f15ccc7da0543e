import { allowed, type Call, required } from './call.ts';
import type { Because, ExpectedGrant, Source } from './grant.ts';
import type { Target } from './target.ts';

/**
 * Step Functions stamps what it makes with a tag of its own, so that the call asks for `sagemaker:AddTags` too.
 * The older templates do not know this.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export function tagGrants(
  call: Call,
  resource: Target,
  confidence: Because['confidence'] = 'confirmed',
): readonly ExpectedGrant[] {
  const { exact, quantifier } = resource;
  const grants = allowedTagGrants(call, resource);
  if (call.pack === 'docs-2023') return grants;
  const ask = { action: 'sagemaker:AddTags', need: 'tag', quantifier, source: 'docs-2025' } as const;
  return [required(call, { resources: exact, confidence, ...ask }), ...grants];
}

/** `sagemaker:AddTags` as generators scope it and, in the newer templates, on `*`. */
export function allowedTagGrants(call: Call, { loose, quantifier }: Target): readonly ExpectedGrant[] {
  const ask = { action: 'sagemaker:AddTags', need: 'tag' } as const;
  const scoped = allowed(call, { resources: loose, quantifier, source: 'cdk', ...ask });
  if (call.pack === 'docs-2023') return [scoped];
  return [scoped, allowed(call, { resources: ['*'], quantifier: 'all', source: 'docs-2025', ...ask })];
}

/** `sagemaker:ListTags` stands in every template, on `*`; nothing is known to fail without it. */
export function listTagsGrants(call: Call, resource: Target, source: Source): readonly ExpectedGrant[] {
  const ask = { action: 'sagemaker:ListTags', need: 'documented', source } as const;
  const anywhere = allowed(call, { resources: ['*'], quantifier: 'all', ...ask });
  if (source !== 'docs-2023') return [anywhere];
  const { exact, quantifier } = resource;
  return [required(call, { resources: exact, quantifier, ...ask }), anywhere];
}
