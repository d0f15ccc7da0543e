import { describe, expect, test } from 'vitest';
import type { PictureGraph } from '../../../src/page/picture/picture-model.ts';
import { graphOf, job, link, machine, role, row, witnessesOf } from '../../support/picture.ts';

const SAGEMAKER = 'sagemaker.amazonaws.com';

/** Two state machines, of which one passes the role that three jobs run with. */
const ACCOUNT = [
  link(machine('churn'), 'runs-as', role('Churn')),
  link(machine('quiet'), 'runs-as', role('Quiet')),
  link(role('Churn'), 'passes', role('Training'), SAGEMAKER),
  link(role('Churn'), 'assumes', role('Other')),
  link(job('a'), 'executes-with', role('Training')),
  link(job('b'), 'executes-with', role('Training')),
  link(job('c'), 'executes-with', role('Training')),
];

function cards({ nodes }: PictureGraph): readonly string[] {
  return nodes.map(({ column, label }) => `${column} ${label}`);
}

/** Each line as `from kind to`, with what is wrong. */
function lines({ nodes, edges }: PictureGraph): readonly string[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  return edges.map(({ from, to, kind, services, flaw }) =>
    [
      labels.get(from),
      kind,
      labels.get(to),
      ...services,
      ...(flaw === undefined ? [] : [flaw.kind, flaw.severity]),
    ].join(' '),
  );
}

describe('the picture of an account', () => {
  test('has its machines, their roles, the roles that those hand on, and what runs with them, from left to right', () => {
    const graph = graphOf(ACCOUNT);
    expect(cards(graph).toSorted()).toEqual([
      '0 churn',
      '0 quiet',
      '1 Churn',
      '1 Quiet',
      '2 Other',
      '2 Training',
      '3 3 training jobs',
    ]);
    expect(lines(graph).toSorted()).toEqual([
      '3 training jobs executes-with Training',
      'Churn assumes Other',
      `Churn passes Training ${SAGEMAKER}`,
      'churn runs-as Churn',
      'quiet runs-as Quiet',
    ]);
    expect(graph.hidden).toEqual({ flawed: 0, flawless: 0 });
  });

  test('begins with the worst role, and counts what is open of it, of its machine, and of what is gathered', () => {
    const graph = graphOf(ACCOUNT, [
      row(role('Quiet'), machine('quiet'), { severity: 'critical' }),
      row(role('Churn'), machine('churn'), { status: 'suppressed' }),
      row(role('Training'), job('b'), { ruleId: 'storage-access-missing', severity: 'low' }),
      row(role('Training'), job('c'), { ruleId: 'storage-access-missing', severity: 'low' }),
    ]);
    expect(graph.nodes[0]).toMatchObject({ label: 'Quiet', tally: [1, 0, 0, 0, 0] });
    const tallies = Object.fromEntries(graph.nodes.map(({ label, tally }) => [label, tally.join('')]));
    expect(tallies).toMatchObject({
      quiet: '10000',
      Churn: '00000',
      churn: '00000',
      Training: '00020',
      b: '00010',
    });
  });

  test.each([
    ['task-permission-missing', machine('churn'), 'churn runs-as Churn missing high'],
    ['execution-role-not-assumable', machine('churn'), 'churn runs-as Churn missing high'],
    ['template-outdated', machine('churn'), 'churn runs-as Churn other high'],
    ['permission-excess', role('Churn'), 'churn runs-as Churn'],
    ['pass-role-missing', machine('churn'), 'churn runs-as Churn'],
  ])('a finding of %s about %s makes the line of the machine: %s', (ruleId, resource, line) => {
    const graph = graphOf(ACCOUNT, [row(role('Churn'), resource, { ruleId })]);
    expect(lines(graph)).toContain(line);
  });

  test('a grant that is missing is the line to the role that the witness names, once the witness is known', () => {
    const rows = [row(role('Churn'), machine('churn'), { ruleId: 'pass-role-missing' })];
    const witnesses = witnessesOf([0, 'iam:PassRole', role('Training')]);
    expect(lines(graphOf(ACCOUNT, rows))).toContain(`Churn passes Training ${SAGEMAKER}`);
    expect(lines(graphOf(ACCOUNT, rows, { witnesses }))).toContain(
      `Churn passes Training ${SAGEMAKER} missing high`,
    );
  });

  test('a role that does not trust another is told at the line from the other', () => {
    const rows = [row(role('Other'), machine('churn'), { ruleId: 'credentials-role-unreachable' })];
    const context = { 'aws:PrincipalArn': [role('Churn')] };
    const witnesses = new Map([[0, { action: 'sts:AssumeRole', resource: role('Other'), context }]]);
    expect(lines(graphOf(ACCOUNT, rows, { witnesses }))).toContain('Churn assumes Other missing high');
  });

  test('a role that may pass more than it needs has a wide line to what nothing needs', () => {
    const rows = [row(role('Churn'), role('Churn'), { ruleId: 'pass-role-too-wide' })];
    const graph = graphOf(ACCOUNT, rows, { witnesses: witnessesOf([0, 'iam:PassRole', role('Admin')]) });
    expect(lines(graph)).toContain('Churn passes such as Admin too-wide high');
    expect(graph.nodes.at(-1)).toMatchObject({
      state: 'beyond',
      column: 2,
      selects: role('Churn'),
      arns: [],
    });
  });

  test('a role that it needs, but may pass to any service, is the wide line', () => {
    const rows = [row(role('Churn'), role('Churn'), { ruleId: 'pass-role-too-wide' })];
    const graph = graphOf(ACCOUNT, rows, { witnesses: witnessesOf([0, 'iam:PassRole', role('Training')]) });
    expect(lines(graph)).toContain(`Churn passes Training ${SAGEMAKER} too-wide high`);
    expect(graph.nodes.map(({ state }) => state)).not.toContain('beyond');
  });

  test('a role that does not exist is absent, and so is every grant on it', () => {
    const rows = [
      row(role('Training'), machine('churn'), { ruleId: 'execution-role-missing', severity: 'critical' }),
    ];
    const graph = graphOf(ACCOUNT, rows);
    expect(graph.nodes.find(({ label }) => label === 'Training')).toMatchObject({ state: 'absent' });
    expect(lines(graph)).toContain(`Churn passes Training ${SAGEMAKER} missing critical`);
  });
});

describe('the picture of a large account', () => {
  const MANY = Array.from({ length: 60 }, (_, at) => `R${String(at).padStart(2, '0')}`);
  const links = MANY.map((name) => link(machine(name), 'runs-as', role(name)));

  test('shows so many roles as are asked for, the worst first, and says how many it does not', () => {
    const rows = MANY.slice(0, 40).map((name, at) =>
      row(role(name), machine(name), { severity: at === 39 ? 'critical' : 'low' }),
    );
    const graph = graphOf(links, rows, { roles: 10 });
    expect(graph.nodes.filter(({ kind }) => kind === 'role').map(({ label }) => label)).toEqual([
      'R39',
      ...MANY.slice(0, 9),
    ]);
    expect(graph).toMatchObject({ shown: 10, hidden: { flawed: 30, flawless: 20 } });
  });

  test('leaves out roles without a finding where a filter is set', () => {
    const graph = graphOf(links, [row(role('R07'), machine('R07'))], { isWhole: false });
    expect(cards(graph)).toEqual(['1 R07', '0 R07']);
    expect(graph.hidden).toEqual({ flawed: 0, flawless: 0 });
  });

  test('shows a role with findings that nothing is linked to', () => {
    expect(cards(graphOf([], [row(role('Lonely'), role('Lonely'))]))).toEqual(['1 Lonely']);
  });

  test('gathers the machines of a shared role, but for those with findings', () => {
    const shared = MANY.map((name) => link(machine(name), 'runs-as', role('Shared')));
    const graph = graphOf(shared, [row(role('Shared'), machine('R33'))]);
    expect(cards(graph)).toEqual(['1 Shared', '0 R33', '0 59 state machines']);
    expect(graph.nodes.at(-1)).toMatchObject({ selects: role('Shared') });
    expect(lines(graph)).toEqual(['R33 runs-as Shared missing high', '59 state machines runs-as Shared']);
  });

  test('gathers the roles that a role passes, and says to which services', () => {
    const passed = MANY.map((name, at) =>
      link(role('Runner'), 'passes', role(name), at % 2 === 0 ? SAGEMAKER : 'glue.amazonaws.com'),
    );
    const graph = graphOf(passed, [row(role('Runner'), role('Runner'))], { roles: 1 });
    expect(cards(graph)).toEqual(['1 Runner', '2 60 roles']);
    expect(lines(graph)).toEqual([`Runner passes 60 roles glue.amazonaws.com ${SAGEMAKER}`]);
  });

  test('shows who passes a role, and what runs as those', () => {
    const graph = graphOf(
      [link(machine('m'), 'runs-as', role('Runner')), link(role('Runner'), 'passes', role('Training'))],
      [row(role('Training'), role('Training'), { ruleId: 'storage-access-missing' })],
      { isWhole: false },
    );
    expect(lines(graph)).toEqual(['Runner passes Training', 'm runs-as Runner']);
  });

  test('is the same for links and findings in another order', () => {
    const rows = MANY.map((name) => row(role(name), machine(name)));
    const graph = graphOf(links.toReversed(), rows.toReversed());
    expect(cards(graph)).toEqual(cards(graphOf(links, rows)));
  });
});
