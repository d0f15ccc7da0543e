import type { ParameterValue } from '../../model/definition-value.ts';
import { isRecord } from '../../model/json.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { type Call, regionalArn } from '../call.ts';
import { arnIn, each, literalOf, place, type Reader } from './reader.ts';
import { type Request, valuesBelow, valuesOf } from './request.ts';
import { ANY_RESOURCE, fillingOf, known, someOf } from './template.ts';

export const bucket: Reader = each(['bucket'], (value, { call }) => {
  const name = bucketName(value);
  return name === undefined ? ANY_RESOURCE : known([s3(call, name)]);
});

/**
 * An ARN or an alias is that of an access point.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
 */
function bucketName(value: ParameterValue): string | undefined {
  const name = fillingOf(value);
  return name === undefined || /^arn:|-s3alias$|--ol-s3$/.test(name) ? undefined : name;
}

function s3({ machine }: Call, resource: string): string {
  return `arn:${escapeLiteral(machine.partition)}:s3:::${resource}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const object: Reader = ({ call, request, api, action }) => {
  const operation = api.toLowerCase();
  if ((operation === 'copyobject' || operation === 'uploadpartcopy') && action.startsWith('s3:Get')) {
    const [source] = valuesOf(request, ['copysource']);
    const text = source === undefined ? undefined : literalOf(source);
    const [, path] = /^\/?([^?%]+\/[^?%]+)(?:\?versionId=.*)?$/.exec(text ?? '') ?? [];
    if (path === undefined || path.startsWith('arn:')) return [ANY_RESOURCE];
    return [known([s3(call, escapeLiteral(path))])];
  }
  const [inBucket] = valuesOf(request, ['bucket']);
  if (inBucket === undefined) return undefined;
  const name = bucketName(inBucket);
  if (name === undefined) return [ANY_RESOURCE];
  const keys =
    operation === 'deleteobjects' ? valuesBelow(request, 'Delete.Objects[].Key') : valuesOf(request, ['key']);
  if (keys.length === 0) return undefined;
  return keys.map((value) => {
    const filling = fillingOf(value);
    if (filling === undefined) return { ...someOf([s3(call, `${name}/*`)]), loose: [s3(call, `${name}/*`)] };
    return known([s3(call, `${name}/${filling}`)]);
  });
};

/** The tables of items and transactions stand inside the request. */
export const table: Reader = (asked) => {
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
    // A `${Name}` stands for text that is only known when the definition is deployed.
    return Object.keys(items.value).map((name): ParameterValue => {
      const value = request.template.queryLanguage === 'JSONPath' ? name.replace(/\.\$$/, '') : name;
      return value.includes('${') ? { kind: 'dynamic', present: true } : { kind: 'literal', value };
    });
  }
  return valuesOf(request, ['tablename', 'resourcearn', 'tablearn']);
}

/**
 * Clusters, instances and snapshots, by their identifier, which is stored in lower case, or by an ARN.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.ARN.html
 */
export function identified(type: string, parameter: string): Reader {
  return each([parameter, 'resourcename', 'resourcearn'], (value, { call }) => {
    const arn = arnIn(value);
    const filling = fillingOf(value);
    if (arn !== undefined) return arn;
    if (filling === undefined) return someOf([`${place(call, 'rds')}${type}:*`]);
    const [written, lower] = [filling, filling.toLowerCase()].map((name) =>
      regionalArn(call.machine, 'rds', `${type}:${name}`),
    );
    return known(written === lower || lower === undefined ? [written ?? '*'] : [written ?? '*', lower]);
  });
}
