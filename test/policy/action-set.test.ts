import { expect, it } from 'vitest';
import {
  type ActionSet,
  actionGlob,
  actionSetOf,
  coversActions,
  hasAction,
  meetsActions,
  serviceOf,
} from '../../src/policy/action-set.ts';

/** Patterns with spaces between them; an exclamation mark stands for NotAction. */
function setOf(text: string): ActionSet {
  const not = text.startsWith('!');
  return actionSetOf({ not, patterns: text.slice(not ? 1 : 0).split(' ') });
}

it.each<[string, string[], string[], string[] | undefined]>([
  ['s3:GetObject', ['s3:getobject'], [], ['s3']],
  ['s3:Get* SNS:Publish s3:Put?', ['sns:publish'], ['s3:get*', 's3:put?'], ['s3', 'sns']],
  ['s3:GetObject s3:GETOBJECT', ['s3:getobject'], [], ['s3']],
  ['s3:* *:Get', [], ['s3:*', '*:get'], undefined],
  ['s* s3:Get', ['s3:get'], ['s*'], undefined],
  ['!s3:Get*', [], ['s3:get*'], undefined],
  [':x', [':x'], [], ['']],
])('%s has the names %j, the patterns %j and the services %j', (text, names, wildcards, services) => {
  const set = setOf(text);
  expect([...set.names]).toEqual(names);
  expect(set.wildcards).toEqual(wildcards.map(actionGlob));
  expect(new Set(set.globs())).toEqual(new Set([...names, ...wildcards].map(actionGlob)));
  expect(set.services && [...set.services]).toEqual(services);
  expect(set.patterns).toEqual(text.replace('!', '').split(' '));
});

it.each([
  ['s3:Get', 's3'],
  ['s3:', 's3'],
  ['s3', undefined],
  [':x', ''],
])('what begins with %j is of the service %j', (start, service) => {
  expect(serviceOf(start)).toBe(service);
});

it.each([
  ['s3:GetObject s3:Put*', 's3:getobject', true],
  ['s3:GetObject s3:Put*', 's3:putobject', true],
  ['s3:GetObject s3:Put*', 's3:listbucket', false],
  ['!s3:GetObject s3:Put*', 's3:getobject', false],
  ['!s3:GetObject s3:Put*', 's3:putobject', false],
  ['!s3:GetObject s3:Put*', 's3:listbucket', true],
])('%s has %s: %j', (text, name, answer) => {
  expect(hasAction(setOf(text), name)).toBe(answer);
  expect(meetsActions(setOf(text), actionGlob(name))).toBe(answer);
});

it.each([
  ['s3:Get* sns:*', 's3:*', true],
  ['s3:GetObject sns:*', 's3:Get*', true],
  ['s3:Put* sns:*', 's3:Get*', false],
  ['!s3:* sns:*', 's3:Get*', false],
  ['!sns:* s3:Get*', 's3:*', true],
  ['!s3:GetObject', 's3:Get*', true],
])('%s meets %s: %j', (text, pattern, answer) => {
  expect(meetsActions(setOf(text), actionGlob(pattern.toLowerCase()))).toBe(answer);
});

it.each([
  ['s3:GetObject', 's3:GETOBJECT', true],
  ['s3:GetObject s3:Put*', 's3:GetObject s3:PutObject', true],
  ['s3:GetObject s3:Put*', 's3:PutObject s3:List*', false],
  ['s3:GetObject', 's3:Get*', false],
  ['s3:GetObject s3:PutObject', 's3:ListBucket', false],
  ['s3:*', '!sns:*', false],
  ['*', '!sns:*', true],
  ['!s3:*', 'sns:* sqs:*', true],
  ['!s3:* sqs:A*', 'sns:* sqs:*', false],
  ['!s3:* sqs:A*', 'sqs:* sns:*', false],
  ['!s3:*', 's3:Get*', false],
  ['!s3:Get*', '!s3:*', true],
  ['!s3:Get* sns:Publish', '!s3:* sns:*', true],
  ['!s3:Get* sns:Publish', '!s3:*', false],
  ['!s3:*', '!s3:Get*', false],
  ['!s3:Get*', '!iam:* s3:*', true],
])('%s covers %s: %j', (outer, inner, answer) => {
  expect(coversActions(setOf(outer), setOf(inner))).toBe(answer);
});
