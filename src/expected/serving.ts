import { readsModelSource } from './data-source.ts';
import { pulls } from './image.ts';
import { invokes } from './invocation.ts';
import type { Needs } from './named-role.ts';
import { opensWith, together } from './needs.ts';
import { partsAt, type RequestPart, textIn, valueIn } from './request-part.ts';
import { OBJECT, type Reach, readsModel } from './storage.ts';

/**
 * What one container of a model asks for.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
 */
export function containerNeeds(container: RequestPart): Needs {
  return together(
    pulls(container, 'Image', { accessMode: 'ImageConfig.RepositoryAccessMode' }),
    invokes(container, 'ImageConfig.RepositoryAuthConfig.RepositoryCredentialsProviderArn'),
    readsModel(container, 'ModelDataUrl', artifactsOf(container)),
    readsModelSource(container, 'ModelDataSource.S3DataSource'),
    ...partsAt(container, 'AdditionalModelDataSources[]').map((source) =>
      readsModelSource(source, 'S3DataSource'),
    ),
    opensWith(container, 'ModelPackageName', 'its model package has images and artifacts of its own'),
  );
}

/**
 * A container of one model has one archive; one of many finds their archives below the URL.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/create-multi-model-endpoint.html
 */
function artifactsOf(container: RequestPart): Reach {
  const mode = valueIn(container, 'Mode');
  if (textIn(container, 'Mode') === 'MultiModel') return { kind: 'prefix', lists: true };
  const isSingle = mode.kind === 'absent' || textIn(container, 'Mode') === 'SingleModel';
  const isArchive = textIn(container, 'ModelDataUrl')?.endsWith('.tar.gz') === true;
  return isSingle && isArchive ? OBJECT : { kind: 'prefix', lists: false };
}
