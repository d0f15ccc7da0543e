import {
  DescribeAlgorithmCommand,
  DescribeClusterCommand,
  DescribeDataQualityJobDefinitionCommand,
  DescribeDeviceFleetCommand,
  DescribeDomainCommand,
  DescribeEndpointConfigCommand,
  DescribeFeatureGroupCommand,
  DescribeFlowDefinitionCommand,
  DescribeImageCommand,
  DescribeInferenceExperimentCommand,
  DescribeMlflowAppCommand,
  DescribeMlflowTrackingServerCommand,
  DescribeModelBiasJobDefinitionCommand,
  DescribeModelCommand,
  DescribeModelExplainabilityJobDefinitionCommand,
  DescribeModelPackageCommand,
  DescribeModelQualityJobDefinitionCommand,
  DescribeMonitoringScheduleCommand,
  DescribeNotebookInstanceCommand,
  DescribePartnerAppCommand,
  DescribePipelineCommand,
  DescribeProjectCommand,
  DescribeUserProfileCommand,
  ListAlgorithmsCommand,
  ListClustersCommand,
  ListDataQualityJobDefinitionsCommand,
  ListDeviceFleetsCommand,
  ListDomainsCommand,
  ListEndpointConfigsCommand,
  ListFeatureGroupsCommand,
  ListFlowDefinitionsCommand,
  ListImagesCommand,
  ListInferenceExperimentsCommand,
  ListMlflowAppsCommand,
  ListMlflowTrackingServersCommand,
  ListModelBiasJobDefinitionsCommand,
  ListModelExplainabilityJobDefinitionsCommand,
  ListModelPackagesCommand,
  ListModelQualityJobDefinitionsCommand,
  ListModelsCommand,
  ListMonitoringSchedulesCommand,
  ListNotebookInstancesCommand,
  ListPartnerAppsCommand,
  ListPipelinesCommand,
  ListProjectsCommand,
  ListUserProfilesCommand,
} from '@aws-sdk/client-sagemaker';
import type { Operations } from './operations.ts';

/** What is there until somebody deletes it. */
export const LONG_LIVED_OPERATIONS: readonly Operations[] = [
  {
    noun: 'Algorithm',
    items: 'AlgorithmSummaryList',
    lists: [(client, request) => client.send(new ListAlgorithmsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeAlgorithmCommand({ AlgorithmName: id('AlgorithmName') })),
  },
  {
    noun: 'Cluster',
    items: 'ClusterSummaries',
    lists: [
      (client, request) => client.send(new ListClustersCommand({ ...request, SortBy: 'CREATION_TIME' })),
    ],
    describe: (client, id) => client.send(new DescribeClusterCommand({ ClusterName: id('ClusterName') })),
  },
  {
    noun: 'DataQualityJobDefinition',
    items: 'JobDefinitionSummaries',
    lists: [(client, request) => client.send(new ListDataQualityJobDefinitionsCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeDataQualityJobDefinitionCommand({ JobDefinitionName: id('MonitoringJobDefinitionName') }),
      ),
  },
  {
    noun: 'DeviceFleet',
    items: 'DeviceFleetSummaries',
    lists: [
      (client, request) => client.send(new ListDeviceFleetsCommand({ ...request, SortBy: 'CREATION_TIME' })),
    ],
    describe: (client, id) =>
      client.send(new DescribeDeviceFleetCommand({ DeviceFleetName: id('DeviceFleetName') })),
  },
  {
    noun: 'Domain',
    items: 'Domains',
    lists: [
      (client, { MaxResults, NextToken }) => client.send(new ListDomainsCommand({ MaxResults, NextToken })),
    ],
    describe: (client, id) => client.send(new DescribeDomainCommand({ DomainId: id('DomainId') })),
  },
  {
    noun: 'EndpointConfig',
    items: 'EndpointConfigs',
    lists: [(client, request) => client.send(new ListEndpointConfigsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: id('EndpointConfigName') })),
  },
  {
    noun: 'FeatureGroup',
    items: 'FeatureGroupSummaries',
    lists: [(client, request) => client.send(new ListFeatureGroupsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeFeatureGroupCommand({ FeatureGroupName: id('FeatureGroupName') })),
  },
  {
    noun: 'FlowDefinition',
    items: 'FlowDefinitionSummaries',
    lists: [(client, { SortBy: _, ...request }) => client.send(new ListFlowDefinitionsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeFlowDefinitionCommand({ FlowDefinitionName: id('FlowDefinitionName') })),
  },
  {
    noun: 'Image',
    items: 'Images',
    lists: [
      (client, request) =>
        client.send(new ListImagesCommand({ ...request, SortBy: 'CREATION_TIME', SortOrder: 'DESCENDING' })),
    ],
    describe: (client, id) => client.send(new DescribeImageCommand({ ImageName: id('ImageName') })),
  },
  {
    noun: 'InferenceExperiment',
    items: 'InferenceExperiments',
    lists: [(client, request) => client.send(new ListInferenceExperimentsCommand(request))],
    describe: (client, id) => client.send(new DescribeInferenceExperimentCommand({ Name: id('Name') })),
  },
  {
    noun: 'MlflowApp',
    items: 'Summaries',
    lists: [(client, request) => client.send(new ListMlflowAppsCommand(request))],
    describe: (client, id) => client.send(new DescribeMlflowAppCommand({ Arn: id('Arn') })),
  },
  {
    noun: 'MlflowTrackingServer',
    items: 'TrackingServerSummaries',
    lists: [(client, request) => client.send(new ListMlflowTrackingServersCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName: id('TrackingServerName') })),
  },
  {
    noun: 'Model',
    items: 'Models',
    lists: [(client, request) => client.send(new ListModelsCommand(request))],
    describe: (client, id) => client.send(new DescribeModelCommand({ ModelName: id('ModelName') })),
  },
  {
    noun: 'ModelBiasJobDefinition',
    items: 'JobDefinitionSummaries',
    lists: [(client, request) => client.send(new ListModelBiasJobDefinitionsCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeModelBiasJobDefinitionCommand({ JobDefinitionName: id('MonitoringJobDefinitionName') }),
      ),
  },
  {
    noun: 'ModelExplainabilityJobDefinition',
    items: 'JobDefinitionSummaries',
    lists: [(client, request) => client.send(new ListModelExplainabilityJobDefinitionsCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeModelExplainabilityJobDefinitionCommand({
          JobDefinitionName: id('MonitoringJobDefinitionName'),
        }),
      ),
  },
  {
    noun: 'ModelPackage',
    items: 'ModelPackageSummaryList',
    lists: [
      (client, request) =>
        client.send(new ListModelPackagesCommand({ ...request, ModelPackageType: 'Both' })),
    ],
    // The metadata alone can be read without the key of the model card, and holds all that matters here.
    describe: (client, id) =>
      client.send(
        new DescribeModelPackageCommand({
          ModelPackageName: id('ModelPackageArn'),
          IncludedData: 'MetadataOnly',
        }),
      ),
  },
  {
    noun: 'ModelQualityJobDefinition',
    items: 'JobDefinitionSummaries',
    lists: [(client, request) => client.send(new ListModelQualityJobDefinitionsCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeModelQualityJobDefinitionCommand({
          JobDefinitionName: id('MonitoringJobDefinitionName'),
        }),
      ),
  },
  {
    noun: 'MonitoringSchedule',
    items: 'MonitoringScheduleSummaries',
    lists: [(client, request) => client.send(new ListMonitoringSchedulesCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeMonitoringScheduleCommand({ MonitoringScheduleName: id('MonitoringScheduleName') }),
      ),
  },
  {
    noun: 'NotebookInstance',
    items: 'NotebookInstances',
    lists: [(client, request) => client.send(new ListNotebookInstancesCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: id('NotebookInstanceName') })),
  },
  {
    noun: 'PartnerApp',
    items: 'Summaries',
    lists: [
      (client, { MaxResults, NextToken }) =>
        client.send(new ListPartnerAppsCommand({ MaxResults, NextToken })),
    ],
    describe: (client, id) => client.send(new DescribePartnerAppCommand({ Arn: id('Arn') })),
  },
  {
    noun: 'Pipeline',
    items: 'PipelineSummaries',
    lists: [(client, request) => client.send(new ListPipelinesCommand(request))],
    describe: (client, id) => client.send(new DescribePipelineCommand({ PipelineName: id('PipelineName') })),
  },
  {
    noun: 'Project',
    items: 'ProjectSummaryList',
    lists: [(client, request) => client.send(new ListProjectsCommand(request))],
    describe: (client, id) => client.send(new DescribeProjectCommand({ ProjectName: id('ProjectName') })),
  },
  {
    noun: 'UserProfile',
    items: 'UserProfiles',
    lists: [(client, request) => client.send(new ListUserProfilesCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeUserProfileCommand({ DomainId: id('DomainId'), UserProfileName: id('UserProfileName') }),
      ),
  },
];
