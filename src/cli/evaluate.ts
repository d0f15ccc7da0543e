import { printable, printableJson } from '../findings/printable.ts';
import { asString, isRecord, kindOf, own } from '../model/json.ts';
import { type Decision, evaluate } from '../policy/evaluate.ts';
import type { Request } from '../policy/request.ts';
import { accessOf } from './access.ts';
import { answerLines, documentsIn, LineError } from './batch.ts';
import { readJsonFile, readJsonFiles } from './files.ts';
import { noPositionals, oneOf, parseFlags } from './flags.ts';
import { type Io, UsageError } from './io.ts';
import { LIMIT_OPTIONS, limitsIn, readLimits } from './limits.ts';

const OPTIONS = {
  policy: { type: 'string', multiple: true },
  request: { type: 'string' },
  ...LIMIT_OPTIONS,
  batch: { type: 'boolean' },
  format: { type: 'string' },
} as const;

/**
 * `plumbline evaluate`: 0 where the request is allowed, 1 where it is denied, 3 where it cannot be decided; with
 * `--batch` 0, or 2 where some line makes no sense.
 */
export async function evaluateCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseFlags(args, OPTIONS);
  noPositionals(positionals);
  const format = oneOf('format', values.format ?? 'text', ['json', 'text']);
  if (values.batch === true) {
    return answerLines(io, (line) => {
      const access = accessOf(documentsIn(line, 'policies'), limitsIn(line));
      return answerOf(evaluate(access, requestOf(own(line, 'request'), '$.request')));
    });
  }
  const { request } = values;
  if (values.policy === undefined || request === undefined)
    throw new UsageError(
      'name the policies and the request with `--policy FILE` and `--request FILE`, or use `--batch`',
    );
  const access = accessOf(await readJsonFiles(values.policy), await readLimits(values));
  const decision = evaluate(access, parseRequest(await readJsonFile(request), request));
  io.out(format === 'json' ? `${printableJson(answerOf(decision))}\n` : textOf(decision));
  return EXIT[decision.kind];
}

const EXIT: Readonly<Record<Decision['kind'], number>> = {
  allowed: 0,
  explicitDeny: 1,
  implicitDeny: 1,
  unknown: 3,
};

function parseRequest(json: unknown, file: string): Request {
  try {
    return requestOf(json, '$');
  } catch (error) {
    if (error instanceof LineError) throw new UsageError(`\`${file}\`: ${error.message}`, { cause: error });
    throw error;
  }
}

/** `{"action","resource","context"}`; a value of the context is a string or a list of strings. Throws LineError. */
function requestOf(json: unknown, at: string): Request {
  const request = isRecord(json) ? json : {};
  const action = asString(own(request, 'action'));
  const resource = asString(own(request, 'resource'));
  if (action === undefined || resource === undefined)
    throw new LineError(`\`${at}\`: expected an object with the strings \`action\` and \`resource\``);
  const context: Record<string, readonly string[]> = Object.create(null);
  const given = own(request, 'context') ?? {};
  if (!isRecord(given)) throw new LineError(`\`${at}.context\`: expected an object, found ${kindOf(given)}`);
  for (const [key, value] of Object.entries(given)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = values.filter((each) => typeof each === 'string');
    if (texts.length !== values.length)
      throw new LineError(
        `\`${at}.context[${JSON.stringify(key)}]\`: expected a string or an array of strings`,
      );
    context[key] = texts;
  }
  return { action, resource, context };
}

function answerOf(decision: Decision): object {
  return decision.kind === 'unknown'
    ? { decision: decision.kind, why: decision.why }
    : { decision: decision.kind };
}

function textOf(decision: Decision): string {
  switch (decision.kind) {
    case 'allowed':
    case 'explicitDeny': {
      const { policy, statement, sid } = decision.by;
      return `${decision.kind}: by statement ${printable(sid ?? String(statement))} of ${printable(policy)}\n`;
    }
    case 'implicitDeny':
      return `implicitDeny: ${decision.layer === 0 ? 'no policy allows it' : 'the boundary, a service control policy or a resource control policy does not allow it'}\n`;
    case 'unknown':
      return `unknown: ${printable(decision.why)}\n`;
  }
}
