import { sageMakerKind } from '../model/sagemaker-kinds.ts';
import { templateGrants } from './execution-template.ts';
import { notebookBroad } from './execution-templates/notebook-instance.ts';
import { mayUseKey } from './key.ts';
import { type NamedRole, type Needs, rolesAt } from './named-role.ts';
import { granting, leavesOpen, together } from './needs.ts';
import { partsAt, type RequestPart } from './request-part.ts';
import { mayUse } from './storage.ts';

/**
 * A role that code of users calls AWS with: what it needs is up to them, and the template of notebooks is what nobody has
 * to wonder about.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createnotebookinstance-perms
 */
export function callerNeeds(part: RequestPart, path: string): Needs {
  return together(
    granting(...templateGrants(part, path, notebookBroad)),
    leavesOpen('the code of its users decides what it calls'),
  );
}

/** The roles in the settings of a domain or of a user profile; `ofAll` is what each role of a user needs beside. */
export function studioRoles(part: RequestPart, noun: string, ofAll: Needs): readonly NamedRole[] {
  const { request, template } = part;
  return (sageMakerKind(noun)?.roles ?? []).flatMap((field) => {
    const [, settings] = /^(\w+)\.ExecutionRole$/.exec(field.path) ?? [];
    const needs = () =>
      settings === undefined
        ? leavesOpen('what it does for users of Studio is not in the request')
        : together(callerNeeds(part, field.path), ...partsAt(part, settings).map(settingsNeeds), ofAll);
    return rolesAt({ ...request, template }, field, needs);
  });
}

/** Places that the settings give to users, who may use them or not. */
function settingsNeeds(settings: RequestPart): Needs {
  const workspace = 'CanvasAppSettings.WorkspaceSettings';
  return together(
    mayUse(settings, 'SharingSettings.S3OutputPath'),
    mayUseKey(settings, 'SharingSettings.S3KmsKeyId'),
    mayUse(settings, `${workspace}.S3ArtifactPath`),
    mayUseKey(settings, `${workspace}.S3KmsKeyId`),
    ...partsAt(settings, 'CustomFileSystemConfigs[]').map((config) =>
      mayUse(config, 'S3FileSystemConfig.S3Uri'),
    ),
  );
}
