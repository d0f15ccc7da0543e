import type { Picture, PictureLink } from '../../src/findings/picture.ts';
import type { Report } from '../../src/findings/report.ts';
import { hostileFinding, hostileReport } from './hostile-report.ts';

/** A report in which each of these names is that of an account's role, its machine, its policy, and everything else. */
export function hostileAccountReport(names: readonly string[]): Report {
  const [first = ''] = names;
  const findings = names.map((name, at) => ({
    ...hostileFinding(name),
    id: `f-${String(at).padStart(16, '0')}`,
  }));
  const gaps = names.flatMap((name) => hostileReport(name).coverage.gaps);
  return {
    ...hostileReport(first),
    findings,
    coverage: { complete: false, gaps },
    picture: pictureOf(names),
  };
}

function pictureOf(names: readonly string[]): Picture {
  const roles = names.map((name) => {
    const statement = { Sid: name, Effect: 'Allow', Action: [name], Resource: [name] } as const;
    return {
      arn: roleArn(name),
      name,
      policies: [{ name, origin: 'inline', statements: [statement] } as const],
      expected: [statement],
    };
  });
  const links = names.flatMap((name): readonly PictureLink[] => [
    { from: name, to: roleArn(name), kind: 'runs-as' },
    { from: roleArn(name), to: `${roleArn(name)}-passed`, kind: 'passes', service: name },
    { from: `resource ${name}`, to: `${roleArn(name)}-passed`, kind: 'executes-with' },
  ]);
  return { roles, links };
}

function roleArn(name: string): string {
  return `arn:aws:iam::111122223333:role/${name}`;
}
