/** Cases that no generator writes: statements that a page or a module shows, with a definition they are meant for. */

/** `arn:aws:<service>:us-east-1:111122223333:<resource>` */
export const arn = (service, resource) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;

export const roleArn = (name) => `arn:aws:iam::111122223333:role/${name}`;

/** A statement that allows; one action or resource stays a text. */
export const allow = (Action, Resource, Condition) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

/** What lets Step Functions make the rule that it learns of the end of a job by. */
export const rule = (name) =>
  allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], arn('events', `rule/${name}`));

export const passRole = (role, service) =>
  allow(
    'iam:PassRole',
    roleArn(role),
    service === undefined ? undefined : { StringEquals: { 'iam:PassedToService': service } },
  );

export const policy = (...Statement) => ({ Version: '2012-10-17', Statement });

const TASK = 'arn:aws:states:::';

/** A definition with one task, in JSONPath. */
export const task = (resource, Parameters) => ({
  StartAt: 'Task',
  States: { Task: { Type: 'Task', Resource: `${TASK}${resource}`, Parameters, End: true } },
});

export const NO_TASKS = { StartAt: 'Nothing', States: { Nothing: { Type: 'Pass', End: true } } };

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const FORMER_GUIDE = 'https://github.com/awsdocs/aws-step-functions-developer-guide/blob';

/** A page of the developer guide of today, or of a commit of its former repository. */
export const page = (name, commit) =>
  commit === undefined ? `${GUIDE}/${name}.html` : `${FORMER_GUIDE}/${commit}/doc_source/${name}.md`;

/** A case of the developer guide. */
export const documented = (file, title, source, definition, statements, machine = {}) => [
  file,
  {
    origin: 'docs',
    title,
    source,
    machine: { type: 'STANDARD', ...machine },
    definition,
    policies: [policy(...statements)],
  },
];

/** Two cases of one template: for a resource that the definition names and for one that it does not. */
export const both = (file, title, source, fixed, open) => [
  documented(`${file}-static`, `${title}, static`, source, ...fixed),
  documented(`${file}-dynamic`, `${title}, dynamic`, source, ...open),
];
