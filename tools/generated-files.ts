/** What `npm run generate` writes, beside all that is in the folders. */
export const GENERATED_FILES: readonly string[] = [
  'ARCHITECTURE.md',
  'docs/integrations.md',
  'docs/sample-report.html',
  'docs/seeds.md',
  'src/policy/catalogue.generated.json',
  'src/policy/condition-keys.generated.json',
];

export const GENERATED_FOLDERS: readonly string[] = ['docs/rules', 'infra'];
