import { createHash } from 'node:crypto';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import type { Finding } from '../src/findings/finding.ts';
import { worstFirst } from '../src/findings/judge.ts';
import { withFindings } from '../src/findings/make-report.ts';
import type { Picture } from '../src/findings/picture.ts';
import type { Report } from '../src/findings/report.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { version } from '../src/version.ts';
import { randomNumbers } from '../test/support/random-numbers.ts';

const WORDS = [
  ...['Atlas', 'Billing', 'Churn', 'Demand', 'Eagle', 'Forecast', 'Growth', 'Harbour', 'Insight', 'Journey'],
  ...['Kestrel', 'Ledger', 'Market', 'Nightly', 'Orders', 'Pricing', 'Quality', 'Ranking', 'Search', 'Traffic'],
];

/**
 * A made report of `findings` findings about `roles` roles, or a few more of each: the findings of the example account over
 * and over, every time with other names and ids, and several machines to a role.
 */
export async function largeReport(findings: number, roles: number): Promise<Report> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  const example = audit(parseSnapshot(files, fileTime), { engineVersion: version, picture: true });
  const { picture = { roles: [], links: [] } } = example;
  const rename = renamer(picture);
  const copies = [...Array(Math.ceil(findings / example.findings.length)).keys()];
  const roleCopies = Math.ceil(roles / picture.roles.length);
  const text = example.findings.map((finding) => JSON.stringify(finding));
  const many = copies.flatMap((copy) =>
    text.map((one, index) => ({ ...(JSON.parse(rename(one, copy, copy % roleCopies)) as Finding), ...idsOf(copy, index) })),
  );
  const { regions, coverage } = example;
  const gaps = copies.flatMap((copy) => JSON.parse(rename(JSON.stringify(coverage.gaps), copy, copy % roleCopies)));
  const pictures = copies.map(
    (copy) => JSON.parse(rename(JSON.stringify(picture), copy, copy % roleCopies)) as Picture,
  );
  return {
    ...withFindings(example, many.sort(worstFirst)),
    regions,
    coverage: { complete: false, gaps },
    picture: {
      roles: pictures.slice(0, roleCopies).flatMap((one) => one.roles).sort((left, right) => (left.arn < right.arn ? -1 : 1)),
      links: pictures.flatMap(({ links }) => links),
    },
  };
}

/** A random name for each thing of each copy. */
function renamer({ roles, links }: Picture): (text: string, copy: number, roleCopy: number) => string {
  const roleNames = new Set(roles.map(({ name }) => name));
  const others = links.map(({ from }) => from.slice(from.search(/[^:/]+$/)));
  const names = [...new Set([...roleNames, ...others])].sort((left, right) => right.length - left.length);
  const all = new RegExp(String.raw`(?<![\w-])(?:${names.join('|')})(?![\w-])`, 'g');
  return (text, copy, roleCopy) =>
    text.replace(all, (name) => nameFor(name, roleNames.has(name) ? roleCopy : copy));
}

function nameFor(name: string, copy: number): string {
  const random = randomNumbers(copy * 1_000_003 + hash(name));
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  return `${word()}${word()}-${name.slice(0, 12)}-${Math.floor(random() * 1e6).toString(36)}`;
}

function hash(text: string): number {
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 6), 16);
}

function idsOf(copy: number, index: number): Pick<Finding, 'id' | 'contentDigest'> {
  const digest = createHash('sha256').update(`${copy} ${index}`).digest('hex');
  return { id: `v1-${digest.slice(0, 32)}`, contentDigest: digest.slice(32) };
}
