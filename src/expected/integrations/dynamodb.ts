import type { Integration } from '../integration.ts';
import { type ServiceFacts, type Step, serviceIntegration } from '../service-integration.ts';
import { named } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html';

const APIS = {
  getItem: 'dynamodb:GetItem',
  putItem: 'dynamodb:PutItem',
  updateItem: 'dynamodb:UpdateItem',
  deleteItem: 'dynamodb:DeleteItem',
} as const;

/** `TableName` may be the ARN of a table of another account. */
const table = named('arn:{partition}:dynamodb:{region}:{account}:table/{TableName}', {
  mayBeArn: true,
  unknown: ['*'],
});

/** One item of a table, read or written. */
export const dynamodb: readonly Integration[] = Object.entries(APIS).map(([api, action]) =>
  serviceIntegration(factsOf(api, action)),
);

/** The template grants all four actions for any of them; generators grant the one that is called. */
function factsOf(api: string, action: string): ServiceFacts {
  const others = Object.values(APIS).filter((other) => other !== action);
  return {
    resource: `dynamodb:${api}`,
    patterns: ['request-response'],
    source: SOURCE,
    steps: [
      { action, need: 'create', on: table },
      ...others.map(
        (other): Step => ({
          action: other,
          need: 'documented',
          on: table,
          neededIn: [],
          source: 'docs-2023',
        }),
      ),
    ],
  };
}
