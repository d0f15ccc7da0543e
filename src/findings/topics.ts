/** What a rule is about. */
export type Topic = 'task' | 'execution' | 'role' | 'excess' | 'statement' | 'managed-policy' | 'suppression';

/** Each topic as the question of somebody who looks for one of its rules, in the order in which they are told. */
export const TOPICS: Readonly<Record<Topic, string>> = {
  task: 'What will fail in a state machine?',
  execution: 'What will fail in a job, a model or a notebook of SageMaker?',
  role: 'Is the role there, and can it be used?',
  excess: 'What is allowed that nothing needs?',
  statement: 'Which statements do not say what they seem to?',
  'managed-policy': 'What has AWS changed?',
  suppression: 'Which suppressions are of no use?',
};
