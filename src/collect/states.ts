import {
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  type IncludedData,
  ListStateMachineAliasesCommand,
  ListStateMachinesCommand,
  ListStateMachineVersionsCommand,
} from '@aws-sdk/client-sfn';
import type { JsonRecord } from '../model/json.ts';
import { type Answer, ask, holding } from './answer.ts';
import { type Pages, readPages, statesPaging } from './pages.ts';
import type { Access } from './reader.ts';

/** IAM action of a question. */
export const LIST_STATE_MACHINES = 'states:ListStateMachines';
export const DESCRIBE_STATE_MACHINE = 'states:DescribeStateMachine';
export const LIST_VERSIONS = 'states:ListStateMachineVersions';
export const LIST_ALIASES = 'states:ListStateMachineAliases';
export const DESCRIBE_ALIAS = 'states:DescribeStateMachineAlias';

/** The questions to Step Functions in one region; none throws. */
export interface States {
  readonly region: string;
  readonly listStateMachines: () => Promise<Pages>;
  /** Of a state machine or of one of its versions. A definition that its key does not show comes as metadata only. */
  readonly describeStateMachine: (arn: string) => Promise<Answer<JsonRecord>>;
  readonly listVersions: (stateMachineArn: string) => Promise<Pages>;
  readonly listAliases: (stateMachineArn: string) => Promise<Pages>;
  readonly describeAlias: (arn: string) => Promise<Answer<JsonRecord>>;
}

const maxResults = 1000;

/** Asks with the pace and the clients of the access. */
export function statesOf({ clients, pace }: Access, region: string): States {
  const client = clients.sfn(region);

  const describe = async (stateMachineArn: string, includedData: IncludedData): Promise<Answer<JsonRecord>> =>
    holding(
      'roleArn',
      await ask(pace, DESCRIBE_STATE_MACHINE, region, () =>
        client.send(new DescribeStateMachineCommand({ stateMachineArn, includedData })),
      ),
    );

  return {
    region,
    listStateMachines: () =>
      readPages(
        (nextToken) =>
          ask(pace, LIST_STATE_MACHINES, region, () =>
            client.send(new ListStateMachinesCommand({ maxResults, nextToken })),
          ),
        statesPaging('stateMachines'),
      ),
    describeStateMachine: async (arn) => {
      const answer = await describe(arn, 'ALL_DATA');
      const encrypted = answer.kind === 'denied' && answer.action === 'kms:Decrypt';
      return encrypted ? describe(arn, 'METADATA_ONLY') : answer;
    },
    listVersions: (stateMachineArn) =>
      readPages(
        (nextToken) =>
          ask(pace, LIST_VERSIONS, region, () =>
            client.send(new ListStateMachineVersionsCommand({ stateMachineArn, maxResults, nextToken })),
          ),
        statesPaging('stateMachineVersions'),
      ),
    listAliases: (stateMachineArn) =>
      readPages(
        (nextToken) =>
          ask(pace, LIST_ALIASES, region, () =>
            client.send(new ListStateMachineAliasesCommand({ stateMachineArn, maxResults, nextToken })),
          ),
        statesPaging('stateMachineAliases'),
      ),
    describeAlias: async (stateMachineAliasArn) =>
      holding(
        'routingConfiguration',
        await ask(pace, DESCRIBE_ALIAS, region, () =>
          client.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn })),
        ),
      ),
  };
}
