import { parseArn } from '../model/arn.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, granting, NOTHING, requiredFor } from './needs.ts';
import { type RequestPart, textIn } from './request-part.ts';

/** Telling the topic whose ARN a field holds what has become of a task or an invocation. */
export function publishes(part: RequestPart, path: string): Needs {
  const topic = textIn(part, path);
  if (topic === undefined || parseArn(topic)?.service !== 'sns') return NOTHING;
  const ask = {
    actions: ['sns:Publish'],
    resources: [escapeLiteral(topic)],
    need: 'invoke',
    source: 'docs-2023',
    confidence: 'potential',
  } as const;
  return granting(...requiredFor(part, path, ask), ...allowedFor(part, path, ask));
}
