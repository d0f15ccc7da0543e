/** What belongs to the machine: Distributed Map, tracing, logs, encryption. */
import { cdk, iam, kms, lambda, logs, s3, sfn, tasks } from './packages.mjs';

const { JsonPath } = sfn;

const bucketOf = (scope, id) => new s3.Bucket(scope, id);

const keyOf = (scope) => new kms.Key(scope, 'Key');

const pass = (scope) => new sfn.Pass(scope, 'Nothing');

/** Which writer the CDK heeds is up to a feature flag: `only` names the kind of project that has the case. */
const writer = (scope, prefix) =>
  new sfn.ResultWriterV2({ bucket: bucketOf(scope, 'Results'), ...(prefix === undefined ? {} : { prefix }) });

/** A Distributed Map with nothing to do, but for what `props` says. */
const map =
  (props, language = 'JSONPath') =>
  (scope) => {
    const all = props(scope);
    const state =
      language === 'JSONata'
        ? sfn.DistributedMap.jsonata(scope, 'Map', all)
        : new sfn.DistributedMap(scope, 'Map', all);
    return state.itemProcessor(language === 'JSONata' ? sfn.Pass.jsonata(scope, 'Nothing') : pass(scope));
  };

const csv = (scope) => new sfn.S3CsvItemReader({ bucket: bucketOf(scope, 'Data'), key: 'items.csv' });

const maps = [
  { file: 'map-distributed', title: 'Distributed Map over its input', state: map(() => ({})) },
  {
    file: 'map-distributed-express-label',
    title: 'Distributed Map with a label and Express children',
    state: map(() => ({ label: 'Items', mapExecutionType: sfn.StateMachineType.EXPRESS })),
  },
  {
    file: 'map-distributed-csv',
    title: 'Distributed Map over a CSV file',
    state: map((scope) => ({ itemReader: csv(scope) })),
  },
  {
    file: 'map-distributed-json',
    title: 'Distributed Map over a JSON file',
    state: map((scope) => ({
      itemReader: new sfn.S3JsonItemReader({ bucket: bucketOf(scope, 'Data'), key: 'items.json' }),
    })),
  },
  {
    file: 'map-distributed-jsonl',
    title: 'Distributed Map over a file of JSON lines',
    state: map((scope) => ({
      itemReader: new sfn.S3JsonLItemReader({ bucket: bucketOf(scope, 'Data'), key: 'items.jsonl' }),
    })),
  },
  {
    file: 'map-distributed-manifest',
    title: 'Distributed Map over an inventory manifest',
    state: map((scope) => ({
      itemReader: new sfn.S3ManifestItemReader({ bucket: bucketOf(scope, 'Data'), key: 'manifest.json' }),
    })),
  },
  {
    file: 'map-distributed-objects',
    title: 'Distributed Map over the objects of a bucket',
    state: map((scope) => ({
      itemReader: new sfn.S3ObjectsItemReader({ bucket: bucketOf(scope, 'Data'), prefix: 'in/' }),
    })),
  },
  {
    file: 'map-distributed-objects-dynamic',
    title: 'Distributed Map over the objects of a bucket that the input names',
    state: map(() => ({
      itemReader: new sfn.S3ObjectsItemReader({ bucketNamePath: JsonPath.stringAt('$.bucket') }),
    })),
  },
  {
    file: 'map-distributed-csv-dynamic',
    title: 'Distributed Map over a CSV file that the input names',
    state: map(() => ({
      itemReader: new sfn.S3CsvItemReader({
        bucketNamePath: JsonPath.stringAt('$.bucket'),
        key: JsonPath.stringAt('$.key'),
      }),
    })),
  },
  {
    file: 'map-distributed-writer',
    only: 'flags',
    title: 'Distributed Map that writes its results',
    state: map((scope) => ({ resultWriterV2: writer(scope, 'out') })),
  },
  {
    file: 'map-distributed-writer-first',
    only: 'no-flags',
    title: 'Distributed Map that writes its results, by the first writer of the CDK',
    state: map((scope) => ({ resultWriter: new sfn.ResultWriter({ bucket: bucketOf(scope, 'Results') }) })),
  },
  {
    file: 'map-distributed-writer-dynamic',
    only: 'flags',
    title: 'Distributed Map that writes its results to a bucket that the input names',
    state: map(() => ({
      resultWriterV2: new sfn.ResultWriterV2({ bucketNamePath: JsonPath.stringAt('$.bucket') }),
    })),
  },
  {
    file: 'map-distributed-csv-writer',
    only: 'flags',
    title: 'Distributed Map over a CSV file that writes its results',
    state: map((scope) => ({ itemReader: csv(scope), resultWriterV2: writer(scope, 'out') })),
  },
  {
    file: 'map-distributed-csv-jsonata',
    only: 'flags',
    title: 'Distributed Map over a CSV file in JSONata',
    state: map((scope) => ({ itemReader: csv(scope), resultWriterV2: writer(scope) }), 'JSONata'),
  },
  {
    file: 'map-distributed-lambda',
    title: 'Distributed Map that invokes a function',
    state: (scope) =>
      new sfn.DistributedMap(scope, 'Map').itemProcessor(
        new tasks.LambdaInvoke(scope, 'Invoke', {
          lambdaFunction: lambda.Function.fromFunctionArn(
            scope,
            'Worker',
            'arn:aws:lambda:us-east-1:111122223333:function:worker',
          ),
          retryOnServiceExceptions: false,
        }),
      ),
  },
  {
    file: 'map-distributed-nested',
    title: 'Distributed Map inside of a Distributed Map',
    state: (scope) =>
      new sfn.DistributedMap(scope, 'Map').itemProcessor(
        new sfn.DistributedMap(scope, 'Inner').itemProcessor(pass(scope)),
      ),
  },
  {
    file: 'map-inline-parallel-glue',
    title: 'a task inside of an inline Map inside of a Parallel',
    state: (scope) =>
      new sfn.Parallel(scope, 'Both')
        .branch(
          new sfn.Map(scope, 'Each').itemProcessor(
            new tasks.GlueStartJobRun(scope, 'Clean', {
              glueJobName: 'clean',
              integrationPattern: sfn.IntegrationPattern.RUN_JOB,
            }),
          ),
        )
        .branch(pass(scope)),
  },
];

const log = (scope, more) => ({
  destination: new logs.LogGroup(scope, 'Log'),
  level: sfn.LogLevel.ALL,
  ...more,
});

const configurations = [
  { file: 'machine-plain', title: 'a machine without tasks', state: pass },
  {
    file: 'machine-tracing',
    title: 'a machine with tracing',
    state: pass,
    machine: () => ({ tracingEnabled: true }),
  },
  {
    file: 'machine-tracing-off',
    title: 'a machine with tracing switched off',
    state: pass,
    machine: () => ({ tracingEnabled: false }),
  },
  {
    file: 'machine-logs',
    title: 'a machine with logs',
    state: pass,
    machine: (scope) => ({ logs: log(scope) }),
  },
  {
    file: 'machine-logs-off',
    title: 'a machine with logs switched off',
    state: pass,
    machine: () => ({ logs: { level: sfn.LogLevel.OFF } }),
  },
  {
    file: 'machine-express-logs-tracing',
    title: 'an Express machine with logs and tracing',
    state: pass,
    machine: (scope) => ({
      stateMachineType: sfn.StateMachineType.EXPRESS,
      logs: log(scope, { includeExecutionData: true }),
      tracingEnabled: true,
    }),
  },
  {
    file: 'machine-encrypted',
    title: 'a machine under a key of its own',
    state: pass,
    machine: (scope) => ({
      stateMachineName: 'origin',
      encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(
        keyOf(scope),
        cdk.Duration.minutes(5),
      ),
    }),
  },
  {
    file: 'machine-encrypted-logs',
    title: 'a machine under a key of its own, with logs',
    state: pass,
    machine: (scope) => ({
      stateMachineName: 'origin',
      encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(keyOf(scope)),
      logs: log(scope),
    }),
  },
  {
    file: 'machine-encrypted-aws-owned',
    title: 'a machine under the key of AWS',
    state: pass,
    machine: () => ({ encryptionConfiguration: new sfn.AwsOwnedEncryptionConfiguration() }),
  },
  {
    file: 'machine-managed-policy',
    title: 'a machine whose role has a managed policy',
    state: pass,
    machine: (scope) => ({
      role: new iam.Role(scope, 'Role', {
        assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
        managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaRole')],
      }),
    }),
  },
];

export const machineCases = [...maps, ...configurations];
