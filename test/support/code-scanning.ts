import type { Log, ReportingDescriptor, Result } from 'sarif';

/**
 * What GitHub asks of a log beside the schema, and where it cuts.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const MOST = {
  results: 5_000,
  locations: 1_000,
  tags: 20,
  rules: 25_000,
  description: 1_024,
  name: 255,
} as const;

/** Where GitHub would refuse a log, cut it, or take two results for one. */
export function codeScanningProblems({ runs }: Log): readonly string[] {
  return runs.flatMap(({ tool, results = [], automationDetails }) => {
    const rules = tool.driver.rules ?? [];
    const prints = results.map(({ partialFingerprints = {} }) => partialFingerprints.primaryLocationLineHash);
    return [
      ...(results.length > MOST.results ? [`${results.length} results`] : []),
      ...(/^plumbline\/[\w-]+\/[\w-]+$/.test(automationDetails?.id ?? '') ? [] : ['no category of its own']),
      ...(new Set(rules.map(({ id }) => id)).size === rules.length ? [] : ['a rule is there twice']),
      ...(new Set(prints).size === results.length ? [] : ['two results with one fingerprint']),
      ...rules.flatMap(ruleProblems),
      ...results.flatMap((result) => resultProblems(result, rules)),
    ];
  });
}

function ruleProblems(rule: ReportingDescriptor): readonly string[] {
  const { id, name = '', shortDescription, fullDescription, help, properties = {} } = rule;
  const { tags = [] } = properties;
  const score = Number(properties['security-severity'] ?? '1');
  const texts = [shortDescription?.text, fullDescription?.text].map((text = '') => text);
  const isSecurity = tags.includes('security') === (properties['security-severity'] !== undefined);
  const checks: readonly (readonly [boolean, string])[] = [
    [texts.every(({ length }) => length > 0 && length <= MOST.description), 'its descriptions'],
    [(help?.text ?? '') !== '', 'its help'],
    [id.length <= MOST.name && name.length <= MOST.name, 'its name'],
    [tags.length <= MOST.tags && new Set(tags).size === tags.length, 'its tags'],
    [score > 0 && score <= 10 && isSecurity, 'its severity'],
  ];
  return checks.flatMap(([isFine, what]) => (isFine ? [] : [`${id}: ${what}`]));
}

function resultProblems(result: Result, rules: readonly ReportingDescriptor[]): readonly string[] {
  const { ruleId, ruleIndex = -1, message, locations = [], relatedLocations = [] } = result;
  const places = [...locations, ...relatedLocations].map(({ physicalLocation }) => physicalLocation);
  const checks: readonly (readonly [boolean, string])[] = [
    [rules[ruleIndex]?.id === ruleId, 'its rule'],
    [(message.text ?? '').trim() !== '', 'its message'],
    [locations.length === 1 && relatedLocations.length <= MOST.locations, 'its locations'],
    [places.every((place) => isRelative(place?.artifactLocation?.uri ?? '')), 'its file'],
    [places.every((place) => place?.region?.startLine === 1), 'its line'],
  ];
  return checks.flatMap(([isFine, what]) => (isFine ? [] : [`${ruleId}: ${what}`]));
}

/** A path below the place where it is read, however often a reader decodes it. */
function isRelative(uri: string): boolean {
  const decoded = decodeURIComponent(decodeURIComponent(uri));
  const parts = decoded.split(/[/\\]/);
  const isPlain = !/[\p{C}:?#]/u.test(decoded) && decoded.split('/').length === uri.split('/').length;
  return isPlain && parts.every((part) => !/^\.*$/.test(part)) && uri.length <= 2_048;
}
