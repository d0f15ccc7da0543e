import { asArray, isRecord, type JsonRecord, own } from '../src/model/json.ts';
import { known, type Read } from '../src/model/read.ts';
import { AUTHORIZATION_FILE, type SnapshotFiles, STATE_MACHINES_FILE } from '../src/model/snapshot.ts';

const NAME = String.raw`[\w+=,.@-]+`;
const ROLE_ARN = new RegExp(String.raw`:role/((?:${NAME}/)*)(${NAME})(?![\w+=,.@/-])`, 'g');
const POLICY_ARN = new RegExp(String.raw`(:\d{12}:policy/(?:${NAME}/)*)(${NAME})(?![\w+=,.@/-])`, 'g');
/** Models are renamed by their names. */
const SAGEMAKER_ARN = /("\w+Arn":"arn:aws:sagemaker:[\w-]+:\d{12}:(?!model\/)[\w-]+\/)([\w-]+")/g;
const STATE_MACHINE_ARN = /:stateMachine:([\w-]+)/g;

/** The account `times` over: every copy has roles, policies and state machines of its own that refer to each other. */
export function multiplyAccount(files: SnapshotFiles, times: number): SnapshotFiles {
  const multiplied = new Map<string, Read<unknown>>();
  const models = modelsIn(files);
  for (const [path, file] of files)
    multiplied.set(
      path,
      isMultiplied(path) && file.kind === 'known' ? multiplyFile(file.value, times, models) : file,
    );
  return multiplied;
}

function isMultiplied(path: string): boolean {
  return (
    path === AUTHORIZATION_FILE || path.endsWith(`/${STATE_MACHINES_FILE}`) || path.includes('/sagemaker/')
  );
}

/** Definitions, policies and other resources speak of models by their names; undefined where there are none. */
function modelsIn(files: SnapshotFiles): RegExp | undefined {
  const names = new Set<string>();
  for (const [path, file] of files) {
    if (!path.endsWith('/sagemaker/describe-model.json') || file.kind !== 'known') continue;
    const items = isRecord(file.value) ? asArray(own(file.value, 'items')) : [];
    for (const item of items) names.add(String(isRecord(item) ? own(item, 'ModelName') : ''));
  }
  return names.size === 0 ? undefined : new RegExp(String.raw`\b(${[...names].join('|')})\b`, 'g');
}

/** Concatenates the lists of all copies. */
function multiplyFile(content: unknown, times: number, models: RegExp | undefined): Read<unknown> {
  const text = JSON.stringify(content);
  const lists: Record<string, unknown[]> = {};
  for (let copy = 0; copy < times; copy += 1) {
    const renamed: unknown = JSON.parse(rename(text, `c${copy}-`, models));
    for (const [key, list] of Object.entries(isRecord(renamed) ? renamed : {})) {
      const all = lists[key] ?? [];
      for (const item of asArray(list)) all.push(isRecord(item) ? withOwnName(item, `c${copy}-`) : item);
      lists[key] = all;
    }
  }
  return known(lists);
}

/** Names get a prefix, not a suffix, so that the patterns of policies go on matching them. */
function rename(text: string, prefix: string, models: RegExp | undefined): string {
  const named = models === undefined ? text : text.replace(models, `${prefix}$1`);
  return named
    .replace(SAGEMAKER_ARN, `$1${prefix}$2`)
    .replace(ROLE_ARN, `:role/$1${prefix}$2`)
    .replace(POLICY_ARN, `$1${prefix}$2`)
    .replace(STATE_MACHINE_ARN, `:stateMachine:${prefix}$1`);
}

function withOwnName(item: JsonRecord, prefix: string): JsonRecord {
  const renamed: Record<string, unknown> = { ...item };
  for (const key of ['RoleName', 'name'])
    if (typeof renamed[key] === 'string') renamed[key] = `${prefix}${renamed[key]}`;
  return renamed;
}
