/** What the seeded account holds. Names and ARNs are those of a small company's data teams. */
export const SEED_ACCOUNT = '123456789012';
export const SEED_REGION = 'us-east-1';

export interface RolePlan {
  readonly name: string;
  readonly path: '/' | '/service-role/';
  readonly service: string;
  readonly inline: Readonly<Record<string, readonly object[]>>;
  readonly attached: readonly string[];
  readonly boundary?: string;
  readonly team: string;
}

export interface MachinePlan {
  readonly name: string;
  readonly roleArn: string;
  readonly definition: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Published, with this alias. */
  readonly alias?: string;
}

export interface PolicyPlan {
  readonly name: string;
  readonly path: string;
  readonly statements: readonly object[];
}

export interface AccountPlan {
  readonly policies: readonly PolicyPlan[];
  readonly roles: readonly RolePlan[];
  readonly machines: readonly MachinePlan[];
  /** Teams that have SageMaker resources. */
  readonly trainers: readonly string[];
}

export const TEAMS: readonly string[] = ['churn', 'fraud', 'pricing', 'search', 'supply', 'vision'];
const BOUNDARY = `arn:aws:iam::${SEED_ACCOUNT}:policy/delivery-boundary`;

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:${SEED_REGION}:${SEED_ACCOUNT}:${resource}`;
export const executionRole = (team: string): string =>
  `arn:aws:iam::${SEED_ACCOUNT}:role/service-role/${team}-sagemaker-execution`;
const allow = (actions: readonly string[], resource: string, rest: object = {}): object => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
  ...rest,
});

interface Workflow {
  readonly kind: string;
  readonly type?: 'EXPRESS';
  readonly definition: (team: string) => object;
  /** Inline statements of the machine's role; some lack what the definition needs. */
  readonly statements: (team: string) => readonly object[];
}

const eventRule = at('events', 'rule/StepFunctionsGetEventsForSageMaker*');
const passExecutionRole = (team: string): object =>
  allow(['iam:PassRole'], executionRole(team), {
    Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
  });
const task = (resource: string, rest: object, end = true): object => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  ...rest,
  ...(end ? { End: true } : {}),
});

const WORKFLOWS: readonly Workflow[] = [
  {
    kind: 'train',
    definition: (team) => ({
      StartAt: 'Train',
      States: {
        Train: task('sagemaker:createTrainingJob.sync', {
          Parameters: {
            'TrainingJobName.$': `States.Format('${team}-{}', $$.Execution.Name)`,
            RoleArn: executionRole(team),
            AlgorithmSpecification: { TrainingImage: `${team}:latest`, TrainingInputMode: 'File' },
            OutputDataConfig: { S3OutputPath: `s3://${team}-models/` },
          },
        }),
      },
    }),
    statements: (team) => [
      allow(
        ['sagemaker:CreateTrainingJob', 'sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob'],
        at('sagemaker', `training-job/${team}-*`),
      ),
      allow(['sagemaker:ListTags'], '*'),
      passExecutionRole(team),
      allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], eventRule),
    ],
  },
  {
    kind: 'score',
    definition: (team) => ({
      StartAt: 'Transform',
      States: {
        Transform: task('sagemaker:createTransformJob.sync', {
          Parameters: { TransformJobName: `${team}-nightly`, ModelName: `${team}-model` },
        }),
      },
    }),
    // Made for training, reused for batch transform: nothing here lets the job be created.
    statements: (team) => [
      allow(['sagemaker:CreateTrainingJob', 'sagemaker:StopTrainingJob'], at('sagemaker', 'training-job/*')),
      passExecutionRole(team),
    ],
  },
  {
    kind: 'fan-out',
    definition: (team) => ({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Next: 'Each',
          Branches: [
            {
              StartAt: 'Tell',
              States: {
                Tell: task('sns:publish', {
                  Parameters: { TopicArn: at('sns', `${team}-events`), 'Message.$': '$.text' },
                }),
              },
            },
            {
              StartAt: 'Note',
              States: {
                Note: task('dynamodb:putItem', { Parameters: { TableName: `${team}-runs`, Item: {} } }),
              },
            },
          ],
        },
        Each: {
          Type: 'Map',
          ItemsPath: '$.items',
          End: true,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Clean',
            States: {
              Clean: task('lambda:invoke', {
                Parameters: { FunctionName: at('lambda', `function:${team}-clean`), 'Payload.$': '$' },
              }),
            },
          },
        },
      },
    }),
    statements: (team) => [
      allow(['sns:Publish'], at('sns', `${team}-events`)),
      allow(['dynamodb:*'], at('dynamodb', `table/${team}-*`)),
      allow(['lambda:InvokeFunction'], at('lambda', `function:${team}-clean:*`)),
    ],
  },
  {
    kind: 'notify',
    type: 'EXPRESS',
    definition: (team) => ({
      QueryLanguage: 'JSONata',
      StartAt: 'Send',
      States: {
        Send: task('sqs:sendMessage', {
          Arguments: {
            QueueUrl: `https://sqs.${SEED_REGION}.amazonaws.com/${SEED_ACCOUNT}/${team}-out`,
            MessageBody: '{% $string($states.input) %}',
          },
        }),
      },
    }),
    statements: (team) => [allow(['sqs:SendMessage'], at('sqs', `${team}-out`))],
  },
  {
    kind: 'release',
    definition: (team) => ({
      StartAt: 'Run',
      States: {
        Run: task('states:startExecution.sync:2', {
          Parameters: { StateMachineArn: at('states', `stateMachine:${team}-train`) },
        }),
      },
    }),
    statements: (team) => [
      allow(['states:StartExecution'], at('states', `stateMachine:${team}-train`)),
      allow(['states:DescribeExecution', 'states:StopExecution'], at('states', `execution:${team}-train:*`)),
    ],
  },
  {
    kind: 'route',
    definition: () => ({
      StartAt: 'Call',
      States: {
        Call: task('lambda:invoke', { Parameters: { 'FunctionName.$': '$.function', 'Payload.$': '$' } }),
      },
    }),
    statements: () => [allow(['lambda:*', 's3:*'], '*')],
  },
];

/** 68 roles, 38 state machines, 7 managed policies: complete, too narrow, too wide, and plainly broken ones. */
export function planAccount(): AccountPlan {
  const policies: PolicyPlan[] = [
    { name: 'delivery-boundary', path: '/', statements: [allow(['*'], '*')] },
    ...TEAMS.map((team) => ({
      name: `${team}-logs`,
      path: '/team/',
      statements: [
        allow(['logs:CreateLogDelivery', 'logs:PutResourcePolicy', 'logs:DescribeLogGroups'], '*'),
      ],
    })),
  ];
  const roles = TEAMS.flatMap((team) => [
    ...WORKFLOWS.map((workflow, index) => workflowRole(team, workflow, index)),
    sagemakerRole(team),
    ...['clean', 'export', 'report', 'sync'].map((task) => lambdaRole(team, task)),
  ]);
  const machines = TEAMS.flatMap((team, index) =>
    WORKFLOWS.map((workflow) => workflowMachine(team, workflow, index)),
  ).concat(brokenMachines());
  return { policies, roles: [...roles, ...legacyRoles()], machines, trainers: TEAMS };
}

function workflowRole(team: string, workflow: Workflow, index: number): RolePlan {
  return {
    name: `${team}-${workflow.kind}`,
    path: index % 2 === 0 ? '/' : '/service-role/',
    service: 'states.amazonaws.com',
    inline: { definition: workflow.statements(team) },
    attached: [`arn:aws:iam::${SEED_ACCOUNT}:policy/team/${team}-logs`],
    ...(index === 2 ? { boundary: BOUNDARY } : {}),
    team,
  };
}

function sagemakerRole(team: string): RolePlan {
  return {
    name: `${team}-sagemaker-execution`,
    path: '/service-role/',
    service: 'sagemaker.amazonaws.com',
    inline: { models: [allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${team}-models/*`)] },
    attached: ['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'],
    team,
  };
}

function lambdaRole(team: string, task: string): RolePlan {
  return {
    name: `${team}-${task}-function`,
    path: '/',
    service: 'lambda.amazonaws.com',
    inline: {},
    attached: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    team,
  };
}

function legacyRoles(): readonly RolePlan[] {
  return ['import', 'cleanup'].map((name) => ({
    name: `legacy-${name}`,
    path: '/',
    service: 'states.amazonaws.com',
    inline: {
      everything: [allow(['*'], '*')],
      'no-deletes': [{ ...allow(['s3:Delete*'], '*'), Effect: 'Deny' }],
    },
    attached: [],
    team: 'legacy',
  }));
}

function workflowMachine(team: string, workflow: Workflow, teamIndex: number): MachinePlan {
  const { name, path } = workflowRole(team, workflow, WORKFLOWS.indexOf(workflow));
  return {
    name: `${team}-${workflow.kind}`,
    roleArn: `arn:aws:iam::${SEED_ACCOUNT}:role${path}${name}`,
    definition: JSON.stringify(workflow.definition(team)),
    type: workflow.type ?? 'STANDARD',
    ...(teamIndex === 0 ? { alias: 'live' } : {}),
  };
}

function brokenMachines(): readonly MachinePlan[] {
  const pass = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
  const role = (name: string): string => `arn:aws:iam::${SEED_ACCOUNT}:role/${name}`;
  return [
    {
      name: 'legacy-cut-off',
      roleArn: role('legacy-import'),
      definition: pass.slice(0, 20),
      type: 'STANDARD',
    },
    { name: 'legacy-orphan', roleArn: role('deleted-last-year'), definition: pass, type: 'STANDARD' },
  ];
}
