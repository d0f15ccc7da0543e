/** Tables, queries and transformations of data. */
import { dynamodb, sfn, tasks } from './packages.mjs';

const { JsonPath } = sfn;
const text = tasks.DynamoAttributeValue.fromString;

const tableOf = (scope) =>
  new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });

const TABLES = [
  { file: 'dynamodb-get-item', task: 'DynamoGetItem', more: { key: { id: text('1') } } },
  { file: 'dynamodb-put-item', task: 'DynamoPutItem', more: { item: { id: text('1') } } },
  { file: 'dynamodb-update-item', task: 'DynamoUpdateItem', more: { key: { id: text('1') } } },
  { file: 'dynamodb-delete-item', task: 'DynamoDeleteItem', more: { key: { id: text('1') } } },
];

const tables = TABLES.map(({ file, task, more }) => ({
  file,
  title: `DynamoDB ${task.replace('Dynamo', '')}`,
  task,
  props: (scope) => ({ table: tableOf(scope), ...more }),
}));

const queries = [
  {
    file: 'dynamodb-get-item-jsonata',
    title: 'DynamoDB GetItem in JSONata',
    task: 'DynamoGetItem',
    language: 'JSONata',
    props: (scope) => ({ table: tableOf(scope), key: { id: text('{% $states.input.id %}') } }),
  },
  {
    file: 'athena-start-query-execution',
    title: 'Athena startQueryExecution',
    task: 'AthenaStartQueryExecution',
    patterns: ['rr', 'sync'],
    props: () => ({
      queryString: 'SELECT 1',
      queryExecutionContext: { databaseName: 'sales' },
      workGroup: 'primary',
      resultConfiguration: { outputLocation: { bucketName: 'origin-results', objectKey: 'athena' } },
    }),
  },
  {
    file: 'athena-start-query-execution-catalog',
    title: 'Athena startQueryExecution in a catalog, encrypted, without a work group',
    task: 'AthenaStartQueryExecution',
    patterns: ['sync'],
    props: () => ({
      queryString: JsonPath.stringAt('$.query'),
      queryExecutionContext: { catalogName: 'warehouse', databaseName: 'sales' },
      resultConfiguration: {
        encryptionConfiguration: { encryptionOption: tasks.EncryptionOption.S3_MANAGED },
        outputLocation: { bucketName: 'origin-results' },
      },
    }),
  },
  {
    file: 'athena-start-query-execution-dynamic',
    title: 'Athena startQueryExecution of a database that the input names',
    task: 'AthenaStartQueryExecution',
    patterns: ['sync'],
    props: () => ({
      queryString: JsonPath.stringAt('$.query'),
      queryExecutionContext: { databaseName: JsonPath.stringAt('$.database') },
      workGroup: JsonPath.stringAt('$.group'),
    }),
  },
  {
    file: 'athena-start-query-execution-jsonata',
    title: 'Athena startQueryExecution in JSONata',
    task: 'AthenaStartQueryExecution',
    language: 'JSONata',
    patterns: ['sync'],
    props: () => ({ queryString: '{% $states.input.query %}', workGroup: 'primary' }),
  },
  {
    file: 'athena-stop-query-execution',
    title: 'Athena stopQueryExecution',
    task: 'AthenaStopQueryExecution',
    props: () => ({ queryExecutionId: JsonPath.stringAt('$.id') }),
  },
  {
    file: 'athena-get-query-execution',
    title: 'Athena getQueryExecution',
    task: 'AthenaGetQueryExecution',
    props: () => ({ queryExecutionId: JsonPath.stringAt('$.id') }),
  },
  {
    file: 'athena-get-query-results',
    title: 'Athena getQueryResults',
    task: 'AthenaGetQueryResults',
    props: () => ({ queryExecutionId: JsonPath.stringAt('$.id') }),
  },
];

const transformations = [
  {
    file: 'glue-start-job-run',
    title: 'Glue startJobRun',
    task: 'GlueStartJobRun',
    patterns: ['rr', 'sync'],
    props: () => ({ glueJobName: 'clean' }),
  },
  {
    file: 'glue-start-job-run-dynamic',
    title: 'Glue startJobRun of a job that the input names',
    task: 'GlueStartJobRun',
    patterns: ['rr', 'sync'],
    props: () => ({ glueJobName: JsonPath.stringAt('$.job') }),
  },
  {
    file: 'glue-start-job-run-jsonata',
    title: 'Glue startJobRun in JSONata',
    task: 'GlueStartJobRun',
    language: 'JSONata',
    patterns: ['sync'],
    props: () => ({ glueJobName: "{% 'clean-' & $states.input.region %}" }),
  },
  {
    file: 'glue-start-crawler',
    title: 'Glue startCrawler by the SDK',
    task: 'GlueStartCrawlerRun',
    props: () => ({ crawlerName: 'nightly' }),
  },
  {
    file: 'databrew-start-job-run',
    title: 'DataBrew startJobRun',
    task: 'GlueDataBrewStartJobRun',
    patterns: ['rr', 'sync'],
    props: () => ({ name: 'profile' }),
  },
  {
    file: 'databrew-start-job-run-dynamic',
    title: 'DataBrew startJobRun of a job that the input names',
    task: 'GlueDataBrewStartJobRun',
    patterns: ['sync'],
    props: () => ({ name: JsonPath.stringAt('$.job') }),
  },
  {
    file: 'mediaconvert-create-job',
    title: 'MediaConvert createJob',
    task: 'MediaConvertCreateJob',
    patterns: ['rr', 'sync'],
    props: () => ({
      createJobRequest: {
        Role: 'arn:aws:iam::111122223333:role/mediaconvert',
        Settings: { Inputs: [{ FileInput: 's3://origin-data/in.mp4' }] },
      },
    }),
  },
];

export const dataCases = [...tables, ...queries, ...transformations];
