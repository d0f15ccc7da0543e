/** How many random policy cases the properties try together; a nightly run asks for more. */
const ALL_RUNS = Number(process.env.PROPERTY_RUNS ?? 5_000);

/** The runs of one property, as its share of all; the shares of the policy room add up to one or more. */
export function runs(share: number): number {
  return Math.ceil(ALL_RUNS * share);
}

/** Milliseconds after which a property hangs, on a slow and busy machine. */
export const PATIENCE: number = 60_000 + ALL_RUNS * 30;
