import {
  ANYWHERE_ACTIONS,
  allow,
  type ExecutionTemplate,
  named,
  objectsBelow,
  template,
  vpcTemplate,
} from '../execution-template.ts';
import { PULL } from '../image.ts';

const NOUN = 'Model';

/**
 * A model reads its artifacts and writes nothing.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms
 */
export const modelTemplates: readonly ExecutionTemplate[] = [
  template(NOUN, 'broad', () => [allow([...ANYWHERE_ACTIONS, 's3:GetObject', ...PULL], ['*'])]),
  template(NOUN, 'tight', (values) =>
    named(
      allow(ANYWHERE_ACTIONS, ['*']),
      allow(['s3:GetObject'], objectsBelow(values, values.inputs)),
      allow(PULL, values.repositories ?? []),
    ),
  ),
  vpcTemplate(NOUN),
];
