import { parseArn } from '../../model/arn.ts';
import type { ParameterValue } from '../../model/definition-value.ts';
import { isRecord } from '../../model/json.ts';
import type { ResourceType } from '../../policy/catalogue.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { type Call, regionalArn } from '../call.ts';
import { stemOf, type Target } from '../target.ts';
import { type Request, valuesBelow, valuesOf } from './request.ts';
import { ANY_RESOURCE, fillingOf, known, someOf } from './template.ts';

/** One call of an operation, as the resources of its actions see it. */
export interface Asked {
  readonly call: Call;
  /** The IAM prefix. */
  readonly service: string;
  /** The action that is authorized. */
  readonly action: string;
  readonly api: string;
  readonly request: Request;
}

/** The resources of a type as the request tells them; `undefined` where it has no parameter that does. */
type Reader = (asked: Asked) => readonly Target[] | undefined;

/**
 * The resources of types whose parameters are not called like the placeholders of their ARNs, or hold something else
 * than a name; `generic` where nothing is special.
 */
export function readByHand(type: ResourceType, asked: Asked): readonly Target[] | undefined | 'generic' {
  const reader = READERS.get(`${asked.service}:${type.name}`);
  return reader === undefined ? 'generic' : reader(asked);
}

/** One target for each value of the first parameter that is written. */
function each(names: readonly string[], read: (value: ParameterValue, asked: Asked) => Target): Reader {
  return (asked) => {
    const values = valuesOf(asked.request, names);
    return values.length === 0 ? undefined : values.map((value) => read(value, asked));
  };
}

/** The text of a value that is known to its end. */
function literalOf(value: ParameterValue): string | undefined {
  return value.kind === 'literal' ? stemOf(value) : undefined;
}

/** The ARN that a value holds or begins with. */
function arnIn(value: ParameterValue): Target | undefined {
  const stem = stemOf(value);
  return stem !== undefined && parseArn(stem) !== undefined ? known([fillingOf(value) ?? '*']) : undefined;
}

function place({ machine }: Call, service: string): string {
  return `arn:${escapeLiteral(machine.partition)}:${service}:*:*:`;
}

/** `name`, `name:qualifier`, `account:function:name` or an ARN. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const lambdaFunction = each(['functionname', 'functionarn', 'resource'], (value, { call, request }) => {
  const stem = stemOf(value);
  if (stem === undefined) return someOf([`${place(call, 'lambda')}function:*`]);
  const [, account, name] = /^(?:(\d{12}):)?(?:function:)?([^:]+(?::[^:]+)?)$/.exec(stem) ?? [];
  if (parseArn(stem) === undefined && name === undefined) return ANY_RESOURCE;
  const machine = { ...call.machine, accountId: account ?? call.machine.accountId };
  const end = value.kind === 'prefix' ? '*' : '';
  const written =
    name === undefined
      ? `${escapeLiteral(stem)}${end}`
      : regionalArn(machine, 'lambda', `function:${escapeLiteral(name)}${end}`);
  const [qualifier] = valuesOf(request, ['qualifier']).map(fillingOf);
  return known(qualifier === undefined ? [written] : [`${written}:${qualifier}`, written], [`${written}:*`]);
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
const queue = each(['queueurl', 'queuename', 'sourcearn', 'taskhandle'], (value, { call }) => {
  const arn = arnIn(value);
  if (arn !== undefined) return arn;
  const url = literalOf(value);
  const { machine } = call;
  const parts = /^https?:\/\/([^/]+)\/(\d{12})\/([\w.-]+)$/.exec(url ?? '');
  if (parts !== null) {
    const [, host = '', accountId = '', name = ''] = parts;
    const [, region = machine.region] = /^sqs\.([^.]+)\./.exec(host) ?? [];
    return known([regionalArn({ ...machine, region, accountId }, 'sqs', escapeLiteral(name))]);
  }
  if (url !== undefined && /^[\w.-]+$/.test(url))
    return known([regionalArn(machine, 'sqs', escapeLiteral(url))]);
  return someOf([`${place(call, 'sqs')}*`]);
});

/** An alias, or an ARN of one, does not tell its key. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html */
const key: Reader = (asked) => {
  const { service, action, call } = asked;
  const side = action.endsWith('ReEncryptTo')
    ? ['destinationkeyid']
    : ['keyid', 'sourcekeyid', 'targetkeyid'];
  return each(side, (value) => {
    const stem = stemOf(value);
    if (stem !== undefined && parseArn(stem)?.resource.startsWith('key/'))
      return known([fillingOf(value) ?? '*']);
    if (literalOf(value) !== undefined && /^(mrk-)?[0-9a-f-]{32,36}$/.test(stem ?? ''))
      return known([regionalArn(call.machine, service, `key/${stem}`)]);
    return someOf([`${place(call, service)}key/*`]);
  })(asked);
};

/** The ARN ends in six characters that a name does not tell. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html */
const secret = each(['secretid', 'name', 'secretidlist'], (value, { call }) => {
  const filling = fillingOf(value);
  if (filling === undefined) return someOf([`${place(call, 'secretsmanager')}secret:*`]);
  const arn = arnIn(value);
  const base = arn === undefined ? regionalArn(call.machine, 'secretsmanager', `secret:${filling}`) : filling;
  if (value.kind === 'prefix') return known([base]);
  const exact = `${base}-??????`;
  const loose = [exact, `${base}-*`, `${base}*`, base];
  return { exact: arn === undefined ? [exact] : [base, exact], loose: [exact, ...loose], quantifier: 'some' };
});

/** The name without its first slash, and without the version or label. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
const parameter = each(['name', 'path'], (value, { call, api }) => {
  const arn = arnIn(value);
  if (arn !== undefined) return arn;
  const stem = stemOf(value);
  if (stem === undefined) return someOf([`${place(call, 'ssm')}parameter/*`]);
  const [name = ''] = stem.replace(/^\//, '').split(':');
  const end = value.kind === 'prefix' ? '*' : '';
  const of = (accountId: string, tail: string): string =>
    regionalArn({ ...call.machine, accountId }, 'ssm', `parameter/${escapeLiteral(name)}${tail}`);
  if (api.toLowerCase() === 'getparametersbypath')
    return { ...known([of(call.machine.accountId, '*'), of('', '*')]), quantifier: 'some' };
  return known([of(call.machine.accountId, end), of('', end)]);
});

/** Roles, users and groups may have a path, which their names do not tell. */
function withPath(type: string, names: readonly string[]): Reader {
  return each(names, (value, { call }) => {
    const arn = arnIn(value);
    if (arn !== undefined) return arn;
    const name = fillingOf(value) ?? '*';
    const start = `arn:${escapeLiteral(call.machine.partition)}:iam::${escapeLiteral(call.machine.accountId)}:${type}/`;
    return { ...known([`${start}${name}`, `${start}*/${name}`]), quantifier: 'some' };
  });
}

/** `family`, `family:revision` or an ARN. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
const taskDefinition = each(['taskdefinition'], (value, { call }) => {
  const arn = arnIn(value);
  if (arn !== undefined) return arn;
  const filling = fillingOf(value);
  if (filling === undefined) return someOf([`${place(call, 'ecs')}task-definition/*`]);
  const pattern = regionalArn(call.machine, 'ecs', `task-definition/${filling}`);
  if (value.kind === 'prefix' || filling.includes(':')) return known([pattern]);
  return { ...known([`${pattern}:*`], [pattern]), quantifier: 'some' };
});

/** A version or an alias may be authorized as its machine. https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html */
const stateMachine = each(['statemachinearn', 'resourcearn', 'name'], (value, { call }) => {
  const arn = arnIn(value);
  const filling = fillingOf(value);
  if (arn === undefined) {
    const own = filling !== undefined && !filling.includes(':') ? filling : undefined;
    if (own === undefined) return someOf([`${place(call, 'states')}stateMachine:*`]);
    return known([regionalArn(call.machine, 'states', `stateMachine:${own}`)]);
  }
  const [, whole = ''] = /^((?:[^:]*:){6}[^:]+):[^:]+$/.exec(filling ?? '') ?? [];
  return whole === '' ? arn : known([...arn.exact, whole]);
});

/** Without a bus it is the default one. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html */
function busOf(value: ParameterValue | undefined): string | undefined {
  const filling = value === undefined || value.kind === 'absent' ? 'default' : fillingOf(value);
  return filling?.startsWith('arn:') ? parseArn(filling)?.resource.replace(/^event-bus\//, '') : filling;
}

const eventBus: Reader = (asked) => {
  const { call, request, api } = asked;
  const entries = api.toLowerCase() === 'putevents';
  if (request.opaque) return undefined;
  const values = entries
    ? valuesBelow(request, 'Entries[].EventBusName')
    : valuesOf(request, ['eventbusname', 'name']);
  return values.map((value) => {
    if (value.kind === 'absent') return known([regionalArn(call.machine, 'events', 'event-bus/default')]);
    const arn = arnIn(value);
    const filling = fillingOf(value);
    if (arn !== undefined) return arn;
    return filling === undefined
      ? someOf([`${place(call, 'events')}event-bus/*`])
      : known([regionalArn(call.machine, 'events', `event-bus/${filling}`)]);
  });
};

const rule = each(['rule', 'name', 'rulename'], (value, { call, request }) => {
  const [written] = valuesOf(request, ['eventbusname']);
  const bus = busOf(written);
  const name = fillingOf(value);
  if (name === undefined || bus === undefined) return someOf([`${place(call, 'events')}rule/*`]);
  return known([regionalArn(call.machine, 'events', `rule/${bus === 'default' ? '' : `${bus}/`}${name}`)]);
});

/** The tables of items and transactions stand inside the request. */
const table: Reader = (asked) => {
  const { call, request, api, action } = asked;
  const values = tableValues(request, api.toLowerCase(), action);
  if (values.length === 0) return undefined;
  return values.map((value) => {
    const arn = arnIn(value);
    const name = fillingOf(value);
    if (arn !== undefined) return arn;
    return name === undefined
      ? someOf([`${place(call, 'dynamodb')}table/*`])
      : known([regionalArn(call.machine, 'dynamodb', `table/${name}`)]);
  });
};

function tableValues(request: Request, api: string, action: string): readonly ParameterValue[] {
  if (api === 'transactgetitems' || api === 'transactwriteitems') {
    const member = api === 'transactgetitems' ? 'Get' : action.replace(/^dynamodb:|Item$/g, '');
    return valuesBelow(request, `TransactItems[].${member}.TableName`).filter(
      ({ kind }) => kind !== 'absent',
    );
  }
  if (api === 'batchgetitem' || api === 'batchwriteitem') {
    const [items] = valuesOf(request, ['requestitem']);
    if (items?.kind !== 'literal' || !isRecord(items.value)) return items === undefined ? [] : [items];
    return Object.keys(items.value).map(
      (name): ParameterValue => ({
        kind: 'literal',
        value: request.template.queryLanguage === 'JSONPath' ? name.replace(/\.\$$/, '') : name,
      }),
    );
  }
  return valuesOf(request, ['tablename', 'resourcearn', 'tablearn']);
}

/** A message may go to a phone instead of a topic. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const topic = (asked: Asked): readonly Target[] | undefined => {
  const phone = valuesOf(asked.request, ['phonenumber']).length > 0;
  return phone
    ? [ANY_RESOURCE]
    : each(['topicarn', 'targetarn', 'resourcearn', 'name', 'subscriptionarn'], (value, { call }) => {
        const filling = fillingOf(value);
        const arn = arnIn(value);
        if (arn !== undefined) return arn;
        return filling === undefined || filling.startsWith('arn')
          ? someOf([`${place(call, 'sns')}*`])
          : known([regionalArn(call.machine, 'sns', filling)]);
      })(asked);
};

const bucket = each(['bucket'], (value, { call }) => {
  const name = fillingOf(value);
  return name === undefined || name.startsWith('arn:') ? ANY_RESOURCE : known([s3(call, name)]);
});

function s3({ machine }: Call, resource: string): string {
  return `arn:${escapeLiteral(machine.partition)}:s3:::${resource}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const object: Reader = ({ call, request, api, action }) => {
  const operation = api.toLowerCase();
  if ((operation === 'copyobject' || operation === 'uploadpartcopy') && action.startsWith('s3:Get')) {
    const [source] = valuesOf(request, ['copysource']);
    const text = source === undefined ? undefined : literalOf(source);
    const [, path] = /^\/?([^?%]+\/[^?%]+)(?:\?versionId=.*)?$/.exec(text ?? '') ?? [];
    if (path === undefined || path.startsWith('arn:')) return [ANY_RESOURCE];
    return [known([s3(call, escapeLiteral(path))])];
  }
  const [inBucket] = valuesOf(request, ['bucket']);
  const name = fillingOf(inBucket);
  if (inBucket === undefined) return undefined;
  if (name === undefined || name.startsWith('arn:')) return [ANY_RESOURCE];
  const keys =
    operation === 'deleteobjects' ? valuesBelow(request, 'Delete.Objects[].Key') : valuesOf(request, ['key']);
  if (keys.length === 0) return undefined;
  return keys.map((value) => {
    const filling = fillingOf(value);
    if (filling === undefined) return { ...someOf([s3(call, `${name}/*`)]), loose: [s3(call, `${name}/*`)] };
    return known([s3(call, `${name}/${filling}`)]);
  });
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['dynamodb:table', table],
  ['ecs:task-definition', taskDefinition],
  ['events:event-bus', eventBus],
  ['events:event-busv2', () => undefined],
  ['events:rule-on-custom-event-bus', () => undefined],
  ['events:rule-on-default-event-bus', rule],
  ['iam:group', withPath('group', ['groupname'])],
  ['iam:instance-profile', withPath('instance-profile', ['instanceprofilename'])],
  ['iam:role', withPath('role', ['rolename'])],
  ['iam:user', withPath('user', ['username'])],
  ['kms:key', key],
  ['lambda:function', lambdaFunction],
  ['s3:bucket', bucket],
  ['s3:object', object],
  ['secretsmanager:secret', secret],
  ['sns:topic', topic],
  ['sqs:queue', queue],
  ['ssm:parameter', parameter],
  ['states:statemachine', stateMachine],
]);
