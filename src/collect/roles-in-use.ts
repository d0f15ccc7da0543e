import { parseArn } from '../model/arn.ts';
import { asArray, asString, isRecord, type JsonRecord, own } from '../model/json.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../model/sagemaker-kinds.ts';
import { parseSageMakerResources } from '../model/sagemaker-resource.ts';
import { STATE_MACHINES_FILE } from '../model/snapshot.ts';
import { textAt } from './authorization.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ROLE_ARN = /arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+/g;

/**
 * ARNs of the roles that state machines run as, that SageMaker resources name, and those in the definitions of both. Only
 * roles of the user's own account: IAM reads a role by its name, which in another account is another role.
 */
export function rolesInUse(files: ReadonlyMap<string, JsonRecord>): readonly string[] {
  return [
    ...new Set(
      [...files].flatMap(([path, file]) => [...rolesOfMachines(path, file), ...rolesOfResources(path, file)]),
    ),
  ];
}

function rolesOfMachines(path: string, file: JsonRecord): readonly string[] {
  if (!path.endsWith(`/${STATE_MACHINES_FILE}`)) return [];
  const entries = [...asArray(own(file, 'stateMachines')), ...asArray(own(file, 'versions'))];
  return entries
    .filter(isRecord)
    .flatMap((entry) =>
      ofAccount(textAt(entry, 'stateMachineArn') ?? '', [
        textAt(entry, 'roleArn') ?? '',
        ...arnsIn(own(entry, 'definition')),
      ]),
    );
}

function rolesOfResources(path: string, file: JsonRecord): readonly string[] {
  const kind = SAGEMAKER_KINDS.find((candidate) => path.endsWith(`/${sageMakerFile(candidate)}`));
  if (kind === undefined) return [];
  return parseSageMakerResources(file, kind, '').resources.flatMap(({ arn, roles, record }) =>
    ofAccount(
      arn,
      [...roles.map(({ roleArn }) => roleArn), own(record, 'PipelineDefinition')].flatMap(arnsIn),
    ),
  );
}

function arnsIn(text: unknown): readonly string[] {
  return asString(text)?.match(ROLE_ARN) ?? [];
}

function ofAccount(userArn: string, roles: readonly string[]): readonly string[] {
  const account = parseArn(userArn)?.accountId;
  return roles.filter((arn) => account !== undefined && parseArn(arn)?.accountId === account);
}
