import { type Config, type Environment, loadConfig, suppressionsFrom } from '../config/config.ts';
import { loadSuppressions } from '../config/suppressions-file.ts';
import type { Finding } from '../findings/finding.ts';
import type { Picture } from '../findings/picture.ts';
import { run } from '../run/run.ts';
import type { Source } from '../run/source.ts';
import type { ExplainArguments } from './explain-options.ts';
import type { Io } from './io.ts';
import { type ProgressLine, progressLine } from './progress-line.ts';
import { readReportFile } from './report-file.ts';
import { shellWord } from './shell-word.ts';
import { accountSource, auditedWith, folderSource, withFlags } from './sources.ts';
import { type OverFinding, readRemembered } from './state-findings.ts';

/** The findings that may be explained. */
export interface Explainable {
  readonly findings: readonly Finding[];
  /** Of which no more is known than that they are over. */
  readonly over: readonly OverFinding[];
  /** What roles say, where they were read. */
  readonly picture?: Picture;
  /** Where they are from, for people. */
  readonly place: string;
  /** The flags of `plumbline audit` that look there again. */
  readonly flags: string;
}

/** Findings of a report, of what is remembered, of a folder, or of the live account. Throws what these throw. */
export async function explainable(
  options: ExplainArguments,
  io: Io,
  environment: Environment,
): Promise<Explainable> {
  const { report, state, snapshot } = options;
  if (report !== undefined) {
    const { findings, regions } = await readReportFile(report);
    return { findings, over: [], place: `\`${report}\``, flags: regionFlags(regions) };
  }
  if (state !== undefined) {
    const { findings, over, regions } = await readRemembered(state);
    const flags = `${regionFlags(regions)} --state ${shellWord(state)}`;
    return { findings, over, place: `what \`${state}\` remembers`, flags };
  }
  if (snapshot !== undefined) {
    const open = (line: ProgressLine): Source => folderSource(snapshot, line);
    const found = await audited(open, options, { accounts: [], regions: [] }, io, environment);
    return { ...found, place: `\`${snapshot}\``, flags: ` --snapshot ${shellWord(snapshot)}` };
  }
  const config = await loadConfig(withFlags(environment, options), process.cwd());
  const open = (line: ProgressLine): Source => accountSource(config, io, line);
  return {
    ...(await audited(open, options, config, io, environment)),
    place: `the account in ${config.regions.join(', ')}`,
    flags: regionFlags(config.regions),
  };
}

function regionFlags(regions: readonly string[]): string {
  return regions.map((region) => ` --region ${shellWord(region)}`).join('');
}

/** As `audit` finds it, with what the roles say. */
async function audited(
  openWith: (line: ProgressLine) => Source,
  options: ExplainArguments,
  config: Pick<Config, 'accounts' | 'regions' | 'rules' | 'suppressions'>,
  io: Io,
  environment: Environment,
): Promise<Pick<Explainable, 'findings' | 'over' | 'picture'>> {
  const { accounts, regions, rules: pack } = config;
  const named = options.suppressions ?? config.suppressions ?? suppressionsFrom(environment);
  const line = progressLine(io, regions);
  const { report } = await run(auditedWith(openWith(line), line), {
    accounts,
    suppressions: await loadSuppressions(named, process.cwd()),
    picture: true,
    ...(pack === undefined ? {} : { pack }),
  }).finally(line.clear);
  const { findings, picture } = report;
  return { findings, over: [], ...(picture === undefined ? {} : { picture }) };
}
