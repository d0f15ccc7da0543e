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
  ...[
    'Kestrel',
    'Ledger',
    'Market',
    'Nightly',
    'Orders',
    'Pricing',
    'Quality',
    'Ranking',
    'Search',
    'Traffic',
  ],
];

/**
 * A made report of at least so many findings about at least so many roles: those of the example account over and over, every
 * time with other names and ids, and several machines to a role.
 */
export async function largeReport(findings: number, roles: number): Promise<Report> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  const example = audit(parseSnapshot(files, fileTime), { engineVersion: version, picture: true });
  const { picture = { roles: [], links: [] } } = example;
  const copies = copier(picture, Math.ceil(roles / picture.roles.length));
  const times = Math.ceil(findings / example.findings.length);
  const many = copies(example.findings, times).map((finding, at) => ({ ...finding, ...idsOf(at) }));
  const gaps = copies(example.coverage.gaps, times);
  return {
    ...withFindings(example, many.sort(worstFirst)),
    coverage: { complete: gaps.length === 0, gaps },
    picture: {
      roles: copies(picture.roles, Math.ceil(roles / picture.roles.length)).sort(byArn),
      links: copies(picture.links, times),
    },
  };
}

/** Makes copies of things of the account; from `roleCopies` on they speak of the roles of the first ones. */
function copier({ roles, links }: Picture, roleCopies: number) {
  const roleNames = new Set(roles.map(({ name }) => name));
  const others = links.map(({ from }) => from.slice(from.search(/[^:/]+$/)));
  const names = [...new Set([...roleNames, ...others])].sort((left, right) => right.length - left.length);
  const all = new RegExp(String.raw`(?<![\w-])(${names.join('|')})(?![\w-])`);
  return <Thing>(things: readonly Thing[], times: number): Thing[] => {
    // Every second piece is a name.
    const texts = things.map((thing) => JSON.stringify(thing).split(all));
    return [...Array(times).keys()].flatMap((copy) => {
      const inCopy = new Map(
        names.map((name) => [name, nameFor(name, roleNames.has(name) ? copy % roleCopies : copy)]),
      );
      return texts.map(
        (pieces) => JSON.parse(pieces.map((piece) => inCopy.get(piece) ?? piece).join('')) as Thing,
      );
    });
  };
}

function byArn(left: { readonly arn: string }, right: { readonly arn: string }): number {
  return left.arn < right.arn ? -1 : 1;
}

function nameFor(name: string, copy: number): string {
  const random = randomNumbers(
    copy * 1_000_003 + ([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 999_983),
  );
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  return `${word()}${word()}-${name.slice(0, 12)}-${Math.floor(random() * 1e6).toString(36)}`;
}

function idsOf(at: number): Pick<Finding, 'id' | 'contentDigest'> {
  const digest = createHash('sha256').update(`finding ${at}`).digest('hex');
  return { id: `v1-${digest.slice(0, 32)}`, contentDigest: digest.slice(32) };
}
