/** Runs the compiler of serverless-step-functions on one state machine for each case; a fake holds what it reads. */
import { readFileSync } from 'node:fs';
import { deployed } from './machine.ts';
import { load, versionOf } from './packages.mjs';
import { configurationCases } from './serverless-machines.mjs';
import { serviceCases } from './serverless-services.mjs';
import { writeCases } from './write.ts';

const PLUGIN = 'serverless-step-functions';
const ORIGIN = versionOf(PLUGIN);
const compilers = [
  'deploy/stepFunctions/compileIamRole',
  'deploy/stepFunctions/compileStateMachines',
  'naming',
];
const mixins = compilers.map((path) => load(`${PLUGIN}/lib/${path}`));

const MACHINE = 'origin';
const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a service declares beside its machine, by logical id. */
const RESOURCES = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  Child: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} },
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
  Table: { Type: 'AWS::DynamoDB::Table', Properties: {} },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  WorkerLambdaFunction: {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'origin-dev-worker' },
  },
};

async function compile(machine) {
  const template = { Resources: structuredClone(RESOURCES), Outputs: {} };
  const serverless = {
    cli: { consoleLog: () => undefined },
    classes: { Error },
    service: {
      service: MACHINE,
      functions: { worker: { name: 'origin-dev-worker' } },
      provider: { compiledCloudFormationTemplate: template },
      stepFunctions: {},
    },
    utils: { readFileSync: (path) => readFileSync(path, 'utf8') },
  };
  const provider = {
    serverless,
    getRegion: () => 'us-east-1',
    getStage: () => 'dev',
    naming: {
      getLambdaLogicalId: (name) => `${upperFirst(name)}LambdaFunction`,
      getNormalizedFunctionName: upperFirst,
    },
  };
  const plugin = Object.assign({}, ...mixins, {
    serverless,
    provider,
    isStateMachines: () => true,
    getAllStateMachines: () => [MACHINE],
    getStateMachine: () => machine,
  });
  await plugin.compileIamRole();
  await plugin.compileStateMachines();
  return template;
}

const cases = [];
for (const { file, title, machine } of [...serviceCases, ...configurationCases]) {
  const template = await compile({ name: MACHINE, ...machine });
  cases.push([file, { origin: ORIGIN, title, ...deployed(template, upperFirst(MACHINE)) }]);
}
writeCases('serverless', cases);
console.log(`${cases.length} cases of ${ORIGIN}`);
