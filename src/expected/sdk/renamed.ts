/**
 * Operations whose action has another name, after that action, by the SDK's id of the service. `+` joins actions that
 * one call needs together, `|` those of which only the content of the request tells the right one. An action of
 * another service has its prefix.
 */
const BY_SERVICE: Readonly<Record<string, string>> = {
  accessanalyzer: 'GetFinding=GetFindingV2 ListFindings=ListFindingsV2',
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
  apigatewaymanagementapi: 'ManageConnections=DeleteConnection,GetConnection,PostToConnection',
  bedrockagentruntime: 'RetrieveAndGenerate=RetrieveAndGenerateStream',
  // https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html
  bedrockruntime: 'InvokeModel=Converse,StartAsyncInvoke InvokeModelWithResponseStream=ConverseStream',
  // https://docs.aws.amazon.com/cost-management/latest/userguide/billing-permissions-ref.html
  budgets:
    'ModifyBudget=CreateBudget,CreateNotification,CreateSubscriber,DeleteBudget,DeleteNotification,' +
    'DeleteSubscriber,UpdateBudget,UpdateNotification,UpdateSubscriber ViewBudget=DescribeBudget,' +
    'DescribeBudgets,DescribeBudgetNotificationsForAccount,DescribeBudgetPerformanceHistory,' +
    'DescribeNotificationsForBudget,DescribeSubscribersForNotification',
  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html
  cloudfront: 'CreateDistribution+TagResource=CreateDistributionWithTags',
  // https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-access.html
  cloudsearchdomain: 'document=UploadDocuments',
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdatabasemigrationservice.html
  databasemigration:
    'ListDataProviders=DescribeDataProviders ListInstanceProfiles=DescribeInstanceProfiles ' +
    'ListMigrationProjects=DescribeMigrationProjects ' +
    'UpdateConversionConfiguration=ModifyConversionConfiguration UpdateDataProvider=ModifyDataProvider ' +
    'UpdateInstanceProfile=ModifyInstanceProfile UpdateMigrationProject=ModifyMigrationProject',
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
  dynamodb:
    'GetItem=TransactGetItems PutItem|UpdateItem|DeleteItem|ConditionCheckItem=TransactWriteItems ' +
    'PartiQLSelect|PartiQLInsert|PartiQLUpdate|PartiQLDelete=ExecuteStatement,BatchExecuteStatement,' +
    'ExecuteTransaction',
  // https://docs.aws.amazon.com/iot-fleetwise/latest/developerguide/security_iam_service-with-iam.html
  iotfleetwise: 'CreateVehicle=BatchCreateVehicle UpdateVehicle=BatchUpdateVehicle',
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkeyspacesforapachecassandra.html
  keyspaces:
    'Create=CreateKeyspace,CreateTable,CreateType Drop=DeleteKeyspace,DeleteTable,DeleteType ' +
    'Select=GetKeyspace,GetTable,GetTableAutoScalingSettings,GetType,ListKeyspaces,ListTables,' +
    'ListTagsForResource,ListTypes Restore=RestoreTable Alter=UpdateKeyspace,UpdateTable',
  // https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
  kms: 'ReEncryptFrom+ReEncryptTo=ReEncrypt',
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
  lambda: 'InvokeFunction=Invoke,InvokeWithResponseStream GetLayerVersion=GetLayerVersionByArn',
  // https://docs.aws.amazon.com/neptune/latest/userguide/iam-data-access-examples.html
  neptunedata:
    'ReadDataViaQuery|WriteDataViaQuery|DeleteDataViaQuery=ExecuteGremlinQuery,ExecuteOpenCypherQuery ' +
    'GetMLDataProcessingJobStatus=GetMLDataProcessingJob ResetDatabase=ExecuteFastReset',
  // https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResultV2.html
  redshiftdata: 'GetStatementResult=GetStatementResultV2',
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  s3:
    's3express:CreateSession=CreateSession ' +
    'CreateBucketMetadataTableConfiguration=CreateBucketMetadataConfiguration ' +
    'DeleteBucketMetadataTableConfiguration=DeleteBucketMetadataConfiguration ' +
    'GetBucketMetadataTableConfiguration=GetBucketMetadataConfiguration ' +
    'PutAnalyticsConfiguration=DeleteBucketAnalyticsConfiguration,PutBucketAnalyticsConfiguration ' +
    'PutBucketCORS=DeleteBucketCors PutEncryptionConfiguration=DeleteBucketEncryption,' +
    'PutBucketEncryption PutIntelligentTieringConfiguration=DeleteBucketIntelligentTieringConfiguration,' +
    'PutBucketIntelligentTieringConfiguration ' +
    'PutInventoryConfiguration=DeleteBucketInventoryConfiguration,PutBucketInventoryConfiguration ' +
    'PutLifecycleConfiguration=DeleteBucketLifecycle,PutBucketLifecycle,PutBucketLifecycleConfiguration ' +
    'PutMetricsConfiguration=DeleteBucketMetricsConfiguration,PutBucketMetricsConfiguration ' +
    'PutBucketOwnershipControls=DeleteBucketOwnershipControls ' +
    'PutReplicationConfiguration=DeleteBucketReplication,PutBucketReplication ' +
    'PutBucketTagging=DeleteBucketTagging PutBucketPublicAccessBlock=DeletePublicAccessBlock,' +
    'PutPublicAccessBlock DeleteObject|DeleteObjectVersion=DeleteObjects ' +
    'GetAccelerateConfiguration=GetBucketAccelerateConfiguration ' +
    'GetAnalyticsConfiguration=GetBucketAnalyticsConfiguration,ListBucketAnalyticsConfigurations ' +
    'GetEncryptionConfiguration=GetBucketEncryption ' +
    'GetIntelligentTieringConfiguration=GetBucketIntelligentTieringConfiguration,' +
    'ListBucketIntelligentTieringConfigurations ' +
    'GetInventoryConfiguration=GetBucketInventoryConfiguration,ListBucketInventoryConfigurations ' +
    'GetLifecycleConfiguration=GetBucketLifecycle,GetBucketLifecycleConfiguration ' +
    'GetMetricsConfiguration=GetBucketMetricsConfiguration,ListBucketMetricsConfigurations ' +
    'GetBucketNotification=GetBucketNotificationConfiguration ' +
    'GetReplicationConfiguration=GetBucketReplication GetObjectAttributes+GetObject=GetObjectAttributes ' +
    'GetBucketObjectLockConfiguration=GetObjectLockConfiguration ' +
    'GetBucketPublicAccessBlock=GetPublicAccessBlock ListBucket=HeadBucket,ListObjects,ListObjectsV2 ' +
    'GetObject=HeadObject,SelectObjectContent ListAllMyBuckets=ListBuckets ' +
    's3express:ListAllMyDirectoryBuckets=ListDirectoryBuckets ' +
    'ListBucketMultipartUploads=ListMultipartUploads ListBucketVersions=ListObjectVersions ' +
    'ListMultipartUploadParts=ListParts PutAccelerateConfiguration=PutBucketAccelerateConfiguration ' +
    'PutBucketNotification=PutBucketNotificationConfiguration ' +
    'PutBucketObjectLockConfiguration=PutObjectLockConfiguration ' +
    's3-object-lambda:WriteGetObjectResponse=WriteGetObjectResponse PutObject=CompleteMultipartUpload,' +
    'CreateMultipartUpload,UploadPart PutObject+GetObject|GetObjectVersion=CopyObject,UploadPartCopy',
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  s3control:
    'PutAccountPublicAccessBlock=DeletePublicAccessBlock,PutPublicAccessBlock ' +
    'GetAccountPublicAccessBlock=GetPublicAccessBlock',
  // https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html
  sns: 'Publish=PublishBatch',
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  sqs:
    'ChangeMessageVisibility=ChangeMessageVisibilityBatch DeleteMessage=DeleteMessageBatch ' +
    'SendMessage=SendMessageBatch',
  // https://docs.aws.amazon.com/timestream/latest/developerguide/security_iam_service-with-iam.html
  timestreamquery: 'Select=Query',
  // https://docs.aws.amazon.com/verifiedpermissions/latest/apireference/API_BatchIsAuthorized.html
  verifiedpermissions:
    'GetPolicy=BatchGetPolicy IsAuthorized=BatchIsAuthorized ' +
    'IsAuthorizedWithToken=BatchIsAuthorizedWithToken',
};

/** The actions of one operation, by names in lower case: `dynamodb:transactgetitems`. */
export const RENAMED: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_SERVICE).flatMap(([service, rows]) =>
    rows.split(' ').flatMap((row) => {
      const [actions = '', operations = ''] = row.split('=');
      return operations
        .split(',')
        .map((operation): [string, string] => [`${service}:${operation.toLowerCase()}`, actions]);
    }),
  ),
);

/**
 * Actions that ask for another one where the request carries a parameter: with `VersionId`, S3 authorizes
 * `GetObjectVersion` instead of `GetObject`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const INSTEAD: ReadonlyMap<string, readonly [parameter: string, action: string]> = new Map(
  ['DeleteObject', 'GetObject', 'GetObjectAcl', 'GetObjectTagging', 'PutObjectAcl', 'PutObjectTagging']
    .concat(['DeleteObjectTagging', 'GetObjectAttributes'])
    .map((name) => [`s3:${name}`, ['VersionId', `s3:${name.replace('Object', 'ObjectVersion')}`]]),
);

/** Actions that a parameter of an operation asks for in addition. */
export const ALSO: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['s3:putobject', { Tagging: 's3:PutObjectTagging', ACL: 's3:PutObjectAcl' }],
  ['s3:copyobject', { Tagging: 's3:PutObjectTagging', ACL: 's3:PutObjectAcl' }],
  ['s3:createmultipartupload', { Tagging: 's3:PutObjectTagging', ACL: 's3:PutObjectAcl' }],
]);
