/** How terraform-aws-modules/step-functions writes the policy of one of its `service_integrations`. */
import { arn, roleArn } from './by-hand.mjs';

const COMMIT = '02656be4d33041572b9a1b6a3b404cbfcdd13f4f';
const SOURCE = `https://github.com/terraform-aws-modules/terraform-aws-step-functions/blob/${COMMIT}/locals.tf`;
export const ORIGIN = `terraform-aws-modules/step-functions ${COMMIT.slice(0, 7)}`;

/** The module makes an id of the integration and the name of the statement, without what an id cannot hold. */
const sidOf = (integration, name) => {
  const titled = name.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return `${integration}${titled}`.replace(/[^0-9A-Za-z]/g, '');
};

/** A list of one is written without its brackets, as Terraform does. */
const short = (values) => (values.length === 1 ? values[0] : values);

/** A statement of an integration: its name, actions and resources, and the service that a role is passed to. */
export const grant = (name, actions, resources = ['*'], passedTo = undefined, effect = 'Allow') => ({
  name,
  actions,
  resources,
  passedTo,
  effect,
});

const statementOf = (integration, { name, actions, resources, passedTo, effect }) => ({
  Sid: sidOf(integration, name),
  Effect: effect,
  Action: short(actions),
  Resource: short(resources),
  ...(passedTo === undefined ? {} : { Condition: { StringEquals: { 'iam:PassedToService': passedTo } } }),
});

export const rule = (name) =>
  grant(
    'events',
    ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
    [arn('events', `rule/${name}`)],
  );
export const passRole = (name, role, service) => grant(name, ['iam:PassRole'], [roleArn(role)], service);

/** The integration as the module calls it, a definition to go with it, and its statements. */
export const row = (integration, definition, grants, machine = {}) => [
  integration
    .replace(/_/g, '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase(),
  {
    origin: ORIGIN,
    title: integration,
    source: SOURCE,
    machine: { type: 'STANDARD', ...machine },
    definition,
    policies: [{ Version: '2012-10-17', Statement: grants.map((entry) => statementOf(integration, entry)) }],
  },
];
