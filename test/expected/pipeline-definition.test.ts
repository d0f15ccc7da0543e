import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePipelineDefinition } from '../../src/expected/pipeline-definition.ts';
import { valuesAt } from '../../src/model/definition-value.ts';

function argumentOf(value: unknown) {
  const [step] = parsePipelineDefinition(
    JSON.stringify({ Steps: [{ Type: 'Training', Arguments: { X: value } }] }),
  ).steps;
  return step === undefined ? [] : valuesAt(step.template, 'Arguments.X');
}

describe('parsePipelineDefinition', () => {
  test.each([
    ['plain text', 's3://data/train', { kind: 'literal', value: 's3://data/train' }],
    ['a parameter', { Get: 'Parameters.Input' }, { kind: 'dynamic', present: true }],
    [
      'what another step has made',
      { Get: "Steps.Prep.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri" },
      { kind: 'dynamic', present: true },
    ],
    ['a value of a file', { 'Std:JsonGet': { Path: 'a' } }, { kind: 'dynamic', present: true }],
    [
      'texts that are joined',
      { 'Std:Join': { On: '/', Values: ['s3:/', 'data', 7] } },
      { kind: 'literal', value: 's3://data/7' },
    ],
    [
      'the beginning of what is joined',
      { 'Std:Join': { On: '/', Values: ['s3:/', 'it\'s "quoted"\\', { Get: 'Parameters.Day' }, 'x'] } },
      { kind: 'prefix', prefix: 's3://it\'s "quoted"\\/' },
    ],
    [
      'what is joined and begins with a parameter',
      { 'Std:Join': { On: '/', Values: [{ Get: 'Parameters.Bucket' }, 'x'] } },
      { kind: 'dynamic', present: true },
    ],
    ['a join that makes no sense', { 'Std:Join': 'x' }, { kind: 'dynamic', present: true }],
  ])('reads %s', (_, written, value) => {
    expect(argumentOf(written)).toEqual([value]);
  });

  test('takes an object that only looks like a reference as it stands', () => {
    expect(argumentOf({ Get: 'x', Other: 'y' })).toEqual([
      { kind: 'literal', value: { Get: 'x', Other: 'y' } },
    ]);
  });

  test('finds the steps that conditions lead to', () => {
    const leaf = { Type: 'Fail' };
    const inner = { Type: 'Condition', Arguments: { IfSteps: [leaf], ElseSteps: [leaf, leaf] } };
    const outer = { Type: 'Condition', Arguments: { IfSteps: [inner] } };
    const { steps } = parsePipelineDefinition(JSON.stringify({ Steps: [leaf, outer] }));
    expect(steps.map(({ path }) => path)).toEqual([
      'Steps[0]',
      'Steps[1].Arguments.IfSteps[0].Arguments.IfSteps[0]',
      'Steps[1].Arguments.IfSteps[0].Arguments.ElseSteps[0]',
      'Steps[1].Arguments.IfSteps[0].Arguments.ElseSteps[1]',
    ]);
  });

  test('gives up on what is nested without end', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const step = '{"Type":"Condition","Arguments":{"IfSteps":[';
    for (const text of [
      `{"Steps":[{"Type":"Training","Arguments":${deep}}]}`,
      `{"Steps":[${step.repeat(5000)}${']}}'.repeat(5000)}]}`,
    ])
      expect(parsePipelineDefinition(text)).toMatchObject({
        steps: [],
        problems: [{ path: [], why: 'expected at most 100 levels of arrays and objects' }],
      });
  });

  test('refuses a text that is longer than any definition', () => {
    const text = JSON.stringify({ Steps: [], Comment: 'x'.repeat(2 ** 20) });
    expect(parsePipelineDefinition(text).problems).toEqual([
      { path: [], why: `expected at most ${2 ** 20} characters, found ${text.length}` },
    ]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), stepsJson), (text) => {
        const { steps } = parsePipelineDefinition(text);
        for (const { template } of steps) valuesAt(template, 'Arguments.A[].B');
      }),
    );
  });
});

const stepsJson = fc
  .array(
    fc.record(
      {
        Type: fc.constantFrom('Training', 'Condition', 'Fail', 5),
        Arguments: fc.oneof(fc.jsonValue(), fc.record({ IfSteps: fc.jsonValue() })),
      },
      { requiredKeys: [] },
    ),
  )
  .map((Steps) => JSON.stringify({ Steps }));
