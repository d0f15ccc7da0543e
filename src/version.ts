import manifest from '../package.json' with { type: 'json' };

/** The version of this package, as reports and `plumbline --version` name it. */
export const version: string = manifest.version;
