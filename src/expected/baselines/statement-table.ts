/** Versions of policies that share most of their statements: each statement stands once. */
export interface StatementTable {
  readonly statements: readonly unknown[];
  /** The statements of each version by their places in the list, by name of the policy and number of the version. */
  readonly policies: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

/** A version as the document that AWS publishes; undefined where the table does not hold it. */
export function documentIn(table: StatementTable, name: string, version: number): unknown {
  const places = table.policies[name]?.[version];
  if (places === undefined) return undefined;
  return { Version: '2012-10-17', Statement: places.map((place) => table.statements[place]) };
}
