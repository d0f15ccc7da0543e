import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { Wire } from '../../src/publish/wire.ts';
import { asffProblems } from './asff-problems.ts';
import {
  accountOf,
  type CallFault,
  fakeHttp,
  type HttpCall,
  type HttpReply,
  keysOf,
  virtualClock,
  withFault,
} from './fake-http.ts';

export interface ImportCall {
  readonly account: string;
  readonly region: string;
  readonly ids: readonly string[];
}

export interface FakeSecurityHub {
  readonly wire: Wire;
  /** By `<region>/<id>`. */
  readonly findings: Map<string, AwsSecurityFinding>;
  /** Every import that changed something, in its order. */
  readonly history: AwsSecurityFinding[];
  readonly calls: ImportCall[];
  readonly assumed: { readonly arn: string; readonly session: string }[];
  /** Event ids that were sent again although the caller had read that they were taken. */
  readonly needless: string[];
  readonly violations: string[];
}

export interface HubSettings {
  /** The account whose credentials the auditor has. */
  readonly caller?: string;
  /** Accounts in which the role cannot be assumed. */
  readonly closed?: readonly string[];
  /** Regions in which Security Hub is not enabled. */
  readonly disabled?: readonly string[];
  /** For the imports in their order. */
  readonly calls?: readonly (CallFault | undefined)[];
  /** For the findings in the order in which they come: the error code. */
  readonly findings?: readonly (string | undefined)[];
}

const BURST = 30;
const PER_SECOND = 10;

/** Security Hub and STS as they are documented, where moto is lenient. */
export function fakeSecurityHub(settings: HubSettings = {}): FakeSecurityHub {
  const clock = virtualClock();
  const state = {
    findings: new Map<string, AwsSecurityFinding>(),
    history: [] as AwsSecurityFinding[],
    calls: [] as ImportCall[],
    assumed: [] as { arn: string; session: string }[],
    needless: [] as string[],
    violations: [] as string[],
  };
  const told = new Set<string>();
  const buckets = new Map<string, { tokens: number; at: number }>();
  let findingCount = 0;

  const isThrottled = (key: string): boolean => {
    const { tokens, at } = buckets.get(key) ?? { tokens: BURST, at: clock.now() };
    const filled = Math.min(BURST, tokens + ((clock.now() - at) * PER_SECOND) / 1000);
    buckets.set(key, { tokens: filled < 1 ? filled : filled - 1, at: clock.now() });
    return filled < 1;
  };

  const importOne = (document: AwsSecurityFinding, region: string): object | undefined => {
    const problems = asffProblems(document);
    state.violations.push(...problems);
    const fault = problems.length > 0 ? 'InvalidInput' : settings.findings?.[findingCount];
    findingCount += 1;
    const Id = String(document.Id);
    if (fault !== undefined)
      return { Id, ErrorCode: fault, ErrorMessage: problems.join(', ') || 'because of the test' };
    const key = `${region}/${Id}`;
    const known = state.findings.get(key);
    if (known !== undefined && String(known.UpdatedAt) >= String(document.UpdatedAt)) return undefined;
    state.findings.set(key, document);
    state.history.push(document);
    return undefined;
  };

  const importAll = (
    Findings: readonly AwsSecurityFinding[],
    region: string,
    fault?: CallFault,
  ): HttpReply => {
    const failures = Findings.map((document) => importOne(document, region));
    const FailedFindings = failures.filter((failure) => failure !== undefined);
    for (const [index, document] of Findings.entries())
      if (failures[index] === undefined && fault === undefined) told.add(eventOf(document));
    const SuccessCount = Findings.length - FailedFindings.length;
    return json(200, { SuccessCount, FailedCount: FailedFindings.length, FailedFindings });
  };

  const refusal = (call: HttpCall, findings: readonly AwsSecurityFinding[]): HttpReply | undefined => {
    const account = accountOf(call);
    if (isThrottled(`${account} ${call.region}`)) {
      state.violations.push('too many calls');
      return TOO_MANY;
    }
    if (settings.disabled?.includes(call.region))
      return error(401, 'InvalidAccessException', `Account ${account} is not subscribed to AWS Security Hub`);
    if (findings.some(({ AwsAccountId }) => AwsAccountId !== account))
      return error(403, 'AccessDeniedException', 'the caller is not the account of the finding');
    const limit = brokenLimit(call, findings);
    if (limit === undefined) return undefined;
    state.violations.push(limit);
    return error(400, 'InvalidInputException', limit);
  };

  const hub = (call: HttpCall): HttpReply => {
    const { Findings } = JSON.parse(call.body.toString()) as {
      readonly Findings: readonly AwsSecurityFinding[];
    };
    const fault = settings.calls?.[state.calls.length];
    const account = accountOf(call);
    state.calls.push({ account, region: call.region, ids: Findings.map(({ Id }) => String(Id)) });
    state.needless.push(...Findings.map(eventOf).filter((id) => told.has(id)));
    return withFault(
      fault,
      TOO_MANY,
      () => refusal(call, Findings) ?? importAll(Findings, call.region, fault),
    );
  };

  const sts = (call: HttpCall): HttpReply => {
    const input = new URLSearchParams(call.body.toString());
    const arn = input.get('RoleArn') ?? '';
    state.assumed.push({ arn, session: input.get('RoleSessionName') ?? '' });
    const [, account = ''] = /^arn:aws:iam::(\d{12}):role\/[\w+=,.@-]+$/.exec(arn) ?? [];
    const isOpen = account !== '' && !settings.closed?.includes(account);
    return isOpen ? session(account) : { status: 403, headers: XML, body: NOT_TRUSTED };
  };

  const requestHandler = fakeHttp((call) => (call.service === 'sts' ? sts(call) : hub(call)));
  return {
    wire: { requestHandler, credentials: keysOf(settings.caller ?? '111122223333'), clock },
    ...state,
  };
}

function brokenLimit(call: HttpCall, findings: readonly AwsSecurityFinding[]): string | undefined {
  if (findings.length < 1 || findings.length > 100) return `${findings.length} findings`;
  if (call.body.length > 6_000_000) return `${call.body.length} bytes in a call`;
  const largest = Math.max(...findings.map((document) => Buffer.byteLength(JSON.stringify(document))));
  if (largest > 240_000) return `${largest} bytes in a finding`;
  if (new Set(findings.map(({ Id }) => Id)).size < findings.length) return 'a finding twice in a call';
  const foreign = findings.find(({ ProductArn }) => ProductArn?.split(':')[3] !== call.region);
  return foreign === undefined ? undefined : `${foreign.ProductArn} in ${call.region}`;
}

function eventOf({ ProductFields }: AwsSecurityFinding): string {
  return ProductFields?.['plumbline/EventId'] ?? '';
}

const TOO_MANY = error(429, 'TooManyRequestsException', 'Rate exceeded');

function error(status: number, code: string, Message: string): HttpReply {
  const reply = json(status, { Code: code, Message });
  return { ...reply, headers: { ...reply.headers, 'x-amzn-errortype': code } };
}

function json(status: number, body: object): HttpReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const XML = { 'content-type': 'text/xml' };
const NOT_TRUSTED =
  '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to assume</Message></Error></ErrorResponse>';

function session(account: string): HttpReply {
  const { accessKeyId, secretAccessKey } = keysOf(account);
  const body = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
    <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
    <SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  return { status: 200, headers: XML, body };
}
