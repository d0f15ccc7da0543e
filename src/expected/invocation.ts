import { parseArn } from '../model/arn.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { qualified } from './function-arn.ts';
import type { Because } from './grant.ts';
import { allowedFor, granting, NOTHING, requiredFor } from './needs.ts';
import type { Needs } from './plain-role-uses.ts';
import { isCertain, type RequestPart, textIn, valueIn } from './request-part.ts';
import type { Target } from './target.ts';

/** Calling the function whose ARN a field holds. */
export function invokes(
  part: RequestPart,
  path: string,
  confidence: Because['confidence'] = 'confirmed',
): Needs {
  const value = valueIn(part, path);
  if (value.kind === 'absent') return NOTHING;
  const target = functionIn(part, textIn(part, path));
  const ask = { actions: ['lambda:InvokeFunction'], need: 'invoke', source: 'api' } as const;
  const { exact, loose, quantifier } = target;
  return granting(
    ...(isCertain(value)
      ? requiredFor(part, path, { ...ask, resources: exact, quantifier, confidence })
      : []),
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
