/** Synthesises one stack for each case, with the feature flags of a new project and without any. */
import { bedrockCases } from './cdk-bedrock.mjs';
import { callCases } from './cdk-calls.mjs';
import { clusterCases } from './cdk-clusters.mjs';
import { computeCases } from './cdk-compute.mjs';
import { dataCases } from './cdk-data.mjs';
import { learningCases } from './cdk-learning.mjs';
import { machineCases } from './cdk-machines.mjs';
import { messageCases } from './cdk-messages.mjs';
import { deployed } from './machine.ts';
import { cdk, load, sfn, tasks, versionOf } from './packages.mjs';
import { grantsOf, writeCases } from './write.ts';

const ORIGIN = versionOf('aws-cdk-lib');
const FLAGS = load('aws-cdk-lib/recommended-feature-flags.json');

const PATTERNS = {
  rr: { text: 'request-response', value: sfn.IntegrationPattern.REQUEST_RESPONSE },
  sync: { text: '.sync', value: sfn.IntegrationPattern.RUN_JOB },
  callback: { text: '.waitForTaskToken', value: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN },
};

const written = [];
const GROUPS = [
  bedrockCases,
  callCases,
  clusterCases,
  computeCases,
  dataCases,
  learningCases,
  messageCases,
  machineCases,
];
for (const group of GROUPS)
  for (const entry of group) for (const variant of variantsOf(entry)) synthesise(variant);
writeCases('cdk', written);
console.log(`${written.length} cases of ${ORIGIN}`);

/** A case of its own for each pattern that the task supports. */
function variantsOf({ file, title, patterns, task, language, props, ...rest }) {
  if (task === undefined) return [{ file, title, ...rest }];
  return (patterns ?? [undefined]).map((pattern) => ({
    file: pattern === undefined ? file : `${file}-${pattern}`,
    title: pattern === undefined ? title : `${title}, ${PATTERNS[pattern].text}`,
    state: (scope) => {
      const all = { ...props(scope, pattern) };
      if (pattern !== undefined) all.integrationPattern = PATTERNS[pattern].value;
      const type = tasks[task];
      return language === 'JSONata' ? type.jsonata(scope, 'Task', all) : new type(scope, 'Task', all);
    },
    ...rest,
  }));
}

function synthesise({ file, title, state, machine, only }) {
  const modern = only === 'no-flags' ? undefined : attempt(state, machine, FLAGS);
  const plain = only === 'flags' ? undefined : attempt(state, machine, {});
  if (modern !== undefined) written.push([file, { origin: ORIGIN, title, ...modern }]);
  if (plain === undefined || grantsOf(plain.policies) === grantsOf(modern?.policies ?? [])) return;
  const withoutFlags = `${title}, in a project without feature flags`;
  written.push([`${file}-no-flags`, { origin: ORIGIN, title: withoutFlags, ...plain }]);
}

function attempt(state, machine, context) {
  const app = new cdk.App({
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    analyticsReporting: false,
  });
  const stack = new cdk.Stack(app, 'Stack', {
    env: { account: '111122223333', region: 'us-east-1' },
    synthesizer: new cdk.LegacyStackSynthesizer(),
  });
  const origin = new sfn.StateMachine(stack, 'Origin', {
    definitionBody: sfn.DefinitionBody.fromChainable(state(stack)),
    ...machine?.(stack),
  });
  const id = stack.getLogicalId(origin.node.defaultChild);
  return deployed(app.synth().getStackByName('Stack').template, id);
}
