import { known } from '../src/model/read.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../src/model/sagemaker-kinds.ts';
import { AUTHORIZATION_FILE, type SnapshotFiles, STATE_MACHINES_FILE } from '../src/model/snapshot.ts';
import { ACCOUNT, REGION, regionsIn, role } from './scale-account.ts';

/** State machines, and jobs, of one unit. */
const USERS = 250;
const MACHINE_ROLE = 'SharedByMachines';
const JOB_ROLE = 'SharedByJobs';

/**
 * A made account of two roles: `units` times 250 state machines share one, which lacks what each of them needs, and as many jobs
 * another, which allows more than all of them need.
 */
export function sharedAccount(example: SnapshotFiles, units: number): SnapshotFiles {
  const users = [...Array(USERS * units).keys()];
  const files = new Map(example);
  for (const region of regionsIn(example)) {
    const isHere = region === REGION;
    const stateMachines = isHere ? users.map(stateMachine) : [];
    files.set(`${region}/${STATE_MACHINES_FILE}`, known({ stateMachines, versions: [], aliases: [] }));
    for (const kind of SAGEMAKER_KINDS) {
      const items = isHere && kind.noun === 'TrainingJob' ? users.map(trainingJob) : [];
      files.set(`${region}/${sageMakerFile(kind)}`, known({ items }));
    }
  }
  const roles = [
    role(MACHINE_ROLE, 'states.amazonaws.com', [
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arnOf('none') },
    ]),
    role(JOB_ROLE, 'sagemaker.amazonaws.com', [
      { Effect: 'Allow', Action: ['s3:*', 'ecr:*', 'logs:*', 'cloudwatch:*'], Resource: '*' },
    ]),
  ];
  return files.set(AUTHORIZATION_FILE, known({ RoleDetailList: roles, Policies: [] }));
}

function arnOf(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

function roleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

function stateMachine(at: number): object {
  const call = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: arnOf(`function-${at}`) },
    End: true,
  };
  return {
    stateMachineArn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:machine-${at}`,
    name: `machine-${at}`,
    status: 'ACTIVE',
    definition: JSON.stringify({ StartAt: 'Call', States: { Call: call } }),
    roleArn: roleArn(MACHINE_ROLE),
    type: 'STANDARD',
    creationDate: '2026-04-02T10:00:00Z',
  };
}

function trainingJob(at: number): object {
  const folder = `s3://shared-data/run-${at}`;
  return {
    TrainingJobName: `run-${at}`,
    TrainingJobArn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:training-job/run-${at}`,
    TrainingJobStatus: 'InProgress',
    RoleArn: roleArn(JOB_ROLE),
    AlgorithmSpecification: {
      TrainingImage: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/shared:1`,
      TrainingInputMode: 'File',
    },
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `${folder}/train` } },
      },
    ],
    OutputDataConfig: { S3OutputPath: `${folder}/models` },
    CreationTime: '2026-11-18T06:00:00Z',
  };
}
