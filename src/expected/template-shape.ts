import { parseArn } from '../model/arn.ts';

/**
 * How the tight templates of the developer guide write resources that grant nothing, or next to nothing, when they are
 * copied. `ecr-without-place`: the ARN of a repository without region or account, which no repository has.
 * `folder-as-object`: the ARN of what a job takes for a prefix, so that nothing below it is meant.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export type TemplateShape = 'ecr-without-place' | 'folder-as-object';

/** The shape of a resource in a policy; `undefined` where it grants what it seems to. */
export function templateShape(resource: string): TemplateShape | undefined {
  const arn = parseArn(resource);
  if (arn?.service === 'ecr')
    return arn.region === '' || arn.accountId === '' ? 'ecr-without-place' : undefined;
  if (arn?.service !== 's3' || WILDCARD.test(resource)) return undefined;
  const [, ...key] = arn.resource.split('/');
  return key.length > 0 && !HAS_SUFFIX.test(arn.resource) ? 'folder-as-object' : undefined;
}

/** Variables may stand for anything as well. */
const WILDCARD = /[*?$]/;
/** Files have a suffix, and prefixes of jobs seldom do. */
const HAS_SUFFIX = /\.[A-Za-z0-9]{1,10}$/;
