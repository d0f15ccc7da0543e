import type { Target } from './target.ts';

/** `$LATEST` in policy syntax: the version that a function without one runs. */
const LATEST = '${$}LATEST';

/**
 * A function, or one version or alias of it: to IAM these are resources of their own. Templates grant the function
 * and, since its ARN covers none of its versions, `:*` behind it. Both in policy syntax.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html#lambda-iam
 */
export function qualified(
  arn: string,
  qualifier: string | undefined,
  quantifier: Target['quantifier'] = 'all',
): Target {
  const loose = [arn, `${arn}:*`] as const;
  if (qualifier === undefined) return { exact: [arn], loose, quantifier };
  const exact = `${arn}:${qualifier}`;
  // Whether `$LATEST` is asked for with or without its name is not published.
  return { exact: qualifier === LATEST ? [exact, arn] : [exact], loose, quantifier };
}
