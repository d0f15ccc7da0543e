import {
  DescribeAIBenchmarkJobCommand,
  DescribeAIRecommendationJobCommand,
  DescribeAutoMLJobV2Command,
  DescribeCompilationJobCommand,
  DescribeEdgePackagingJobCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeInferenceRecommendationsJobCommand,
  DescribeJobCommand,
  DescribeLabelingJobCommand,
  DescribeOptimizationJobCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  JobCategory,
  ListAIBenchmarkJobsCommand,
  ListAIRecommendationJobsCommand,
  ListAutoMLJobsCommand,
  ListCompilationJobsCommand,
  ListEdgePackagingJobsCommand,
  ListHyperParameterTuningJobsCommand,
  ListInferenceRecommendationsJobsCommand,
  ListJobsCommand,
  ListLabelingJobsCommand,
  ListOptimizationJobsCommand,
  ListProcessingJobsCommand,
  ListTrainingJobsCommand,
  ListTransformJobsCommand,
} from '@aws-sdk/client-sagemaker';
import type { AskPage, Operations } from './operations.ts';

const CATEGORIES = Object.values(JobCategory);

/** What runs once. */
export const JOB_OPERATIONS: readonly Operations[] = [
  {
    noun: 'AIBenchmarkJob',
    items: 'AIBenchmarkJobs',
    lists: [(client, request) => client.send(new ListAIBenchmarkJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeAIBenchmarkJobCommand({ AIBenchmarkJobName: id('AIBenchmarkJobName') })),
  },
  {
    noun: 'AIRecommendationJob',
    items: 'AIRecommendationJobs',
    lists: [(client, request) => client.send(new ListAIRecommendationJobsCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeAIRecommendationJobCommand({ AIRecommendationJobName: id('AIRecommendationJobName') }),
      ),
  },
  {
    noun: 'AutoMLJobV2',
    items: 'AutoMLJobSummaries',
    lists: [(client, request) => client.send(new ListAutoMLJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeAutoMLJobV2Command({ AutoMLJobName: id('AutoMLJobName') })),
  },
  {
    noun: 'CompilationJob',
    items: 'CompilationJobSummaries',
    lists: [(client, request) => client.send(new ListCompilationJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeCompilationJobCommand({ CompilationJobName: id('CompilationJobName') })),
  },
  {
    noun: 'EdgePackagingJob',
    items: 'EdgePackagingJobSummaries',
    lists: [
      (client, request) =>
        client.send(new ListEdgePackagingJobsCommand({ ...request, SortBy: 'CREATION_TIME' })),
    ],
    describe: (client, id) =>
      client.send(new DescribeEdgePackagingJobCommand({ EdgePackagingJobName: id('EdgePackagingJobName') })),
  },
  {
    noun: 'HyperParameterTuningJob',
    items: 'HyperParameterTuningJobSummaries',
    lists: [(client, request) => client.send(new ListHyperParameterTuningJobsCommand(request))],
    describe: (client, id) =>
      client.send(
        new DescribeHyperParameterTuningJobCommand({
          HyperParameterTuningJobName: id('HyperParameterTuningJobName'),
        }),
      ),
  },
  {
    noun: 'InferenceRecommendationsJob',
    items: 'InferenceRecommendationsJobs',
    lists: [(client, request) => client.send(new ListInferenceRecommendationsJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeInferenceRecommendationsJobCommand({ JobName: id('JobName') })),
  },
  {
    noun: 'Job',
    items: 'JobSummaries',
    lists: CATEGORIES.map(
      (JobCategory): AskPage =>
        (client, request) =>
          client.send(new ListJobsCommand({ ...request, JobCategory })),
    ),
    describe: (client, id) =>
      client.send(
        new DescribeJobCommand({
          JobName: id('JobName'),
          // An ARN has it in lower case.
          JobCategory: CATEGORIES.find(
            (category) => category.toLowerCase() === id('JobCategory').toLowerCase(),
          ),
        }),
      ),
  },
  {
    noun: 'LabelingJob',
    items: 'LabelingJobSummaryList',
    lists: [(client, request) => client.send(new ListLabelingJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeLabelingJobCommand({ LabelingJobName: id('LabelingJobName') })),
  },
  {
    noun: 'OptimizationJob',
    items: 'OptimizationJobSummaries',
    lists: [(client, request) => client.send(new ListOptimizationJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeOptimizationJobCommand({ OptimizationJobName: id('OptimizationJobName') })),
  },
  {
    noun: 'ProcessingJob',
    items: 'ProcessingJobSummaries',
    lists: [(client, request) => client.send(new ListProcessingJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeProcessingJobCommand({ ProcessingJobName: id('ProcessingJobName') })),
  },
  {
    noun: 'TrainingJob',
    items: 'TrainingJobSummaries',
    lists: [(client, request) => client.send(new ListTrainingJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeTrainingJobCommand({ TrainingJobName: id('TrainingJobName') })),
  },
  {
    noun: 'TransformJob',
    items: 'TransformJobSummaries',
    lists: [(client, request) => client.send(new ListTransformJobsCommand(request))],
    describe: (client, id) =>
      client.send(new DescribeTransformJobCommand({ TransformJobName: id('TransformJobName') })),
  },
];
