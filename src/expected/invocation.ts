import { parseArn } from '../model/arn.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { qualified } from './function-arn.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, granting, NOTHING, requiredFor } from './needs.ts';
import { type RequestPart, textIn, valueIn } from './request-part.ts';
import type { Target } from './target.ts';

/**
 * Calling the function whose ARN a field holds. Those of other accounts are mostly AWS's own, which open to everybody, so
 * that nothing is asked of the role for them.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sms-security-permission-execution-role.html
 */
export function invokes(part: RequestPart, path: string): Needs {
  if (valueIn(part, path).kind === 'absent') return NOTHING;
  const text = textIn(part, path);
  const { exact, loose, quantifier } = functionIn(part, text);
  const accountId = text === undefined ? undefined : parseArn(text)?.accountId;
  const isOwn = accountId === part.request.place.accountId;
  const ask = { actions: ['lambda:InvokeFunction'], need: 'invoke', source: 'api' } as const;
  return granting(
    ...(isOwn ? requiredFor(part, path, { ...ask, resources: exact, quantifier }) : []),
    ...allowedFor(part, path, { ...ask, resources: loose }),
  );
}

function functionIn({ request }: RequestPart, text: string | undefined): Target {
  const arn = text === undefined ? undefined : parseArn(text);
  const [type, name, qualifier] = arn?.service === 'lambda' ? arn.resource.split(':') : [];
  if (arn === undefined || type !== 'function' || name === undefined) {
    const any = `arn:${escapeLiteral(request.place.partition)}:lambda:*:*:function:*`;
    return { exact: [any], loose: [any], quantifier: 'some' };
  }
  const { partition, region, accountId } = arn;
  const unqualified = ['arn', partition, 'lambda', region, accountId, type, name]
    .map(escapeLiteral)
    .join(':');
  return qualified(unqualified, qualifier === undefined ? undefined : escapeLiteral(qualifier));
}
