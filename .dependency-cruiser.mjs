// A room may import itself and the rooms named here; those that are not named may import all. `npm run generate` brings the
// table into ARCHITECTURE.md.
export const MAY_IMPORT = {
  model: [],
  policy: ['model'],
  expected: ['model', 'policy'],
  findings: ['model', 'policy', 'expected'],
  collect: ['model', 'policy'],
  publish: ['model', 'findings'],
  page: ['model', 'findings', 'publish'],
  state: ['model', 'findings'],
};

/** Those of `audit.ts`, which is a room by itself. */
export const AUDIT_MAY_IMPORT = ['model', 'policy', 'expected', 'findings'];

const PURE_CORE = '^src/(model|policy|expected|findings)/|^src/audit\\.ts$';

const rooms = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `${room}-imports-${others.join('-') || 'nothing'}`,
  comment: `\`${room}\` may import only ${others.join(', ') || 'itself'}: see the import table in ARCHITECTURE.md`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...others].join('|')})/` },
}));

export default {
  forbidden: [
    ...rooms,
    {
      name: 'audit-is-pure',
      comment: 'audit.ts may import only the four rooms of the pure core',
      severity: 'error',
      from: { path: '^src/audit\\.ts$' },
      to: { path: '^src/', pathNot: `^src/(${AUDIT_MAY_IMPORT.join('|')})/` },
    },
    {
      name: 'core-has-no-packages',
      comment: 'The pure core imports no package and no node module but node:crypto',
      severity: 'error',
      from: { path: PURE_CORE },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '^(node:)?crypto$|^src/' },
    },
    {
      name: 'sdk-at-the-edges',
      comment: 'Only collect, publish and state speak to AWS',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(collect|publish|state)/' },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'handlers-and-cli-are-entries',
      comment: 'Nothing imports an entry point',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|handlers)/' },
      to: { path: '^src/(cli|handlers)/' },
    },
    {
      name: 'page-is-an-entry',
      comment: 'The page runs in a browser: the html format gets it as text, and nothing imports it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/page/' },
      to: { path: '^src/page/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(cli/main|handlers/|page/main)' },
      to: {},
    },
    { name: 'no-unresolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
    { name: 'no-test-in-src', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|tools)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
