import type { AwsSecurityFinding, BatchImportFindingsCommandOutput } from '@aws-sdk/client-securityhub';
import type { Entry } from '../findings/entry.ts';
import { groupBy } from '../findings/group-by.ts';
import { asff } from './asff.ts';
import { batchesOf } from './batches.ts';
import type { DeliveryContext, Receipt } from './channel.ts';
import { assumeIn } from './import-role.ts';
import { misplaced } from './misplaced.ts';
import { reasonOf, wordsOf } from './reason.ts';
import { sendBatches } from './send-batches.ts';
import type { Credentials, Wire } from './wire.ts';

/**
 * 100 findings of at most 240 KB each, 6 MB together.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
const CALL = { items: 100, cost: 5_990_000 };
const MOST_BYTES = 240_000;

/** The code of a finding that does not adhere to the format. */
const LASTING = 'InvalidInput';

/** What the imports of one opened channel share. */
export interface Importing {
  /** Absent: the auditor's own role imports. */
  readonly roleName?: string;
  readonly wire: Wire;
  /** Resolves when the next call may be made. */
  readonly pace: () => Promise<void>;
  /** The region of what belongs to none. */
  readonly home: () => Promise<string>;
  readonly connect: (region: string, own: { readonly credentials?: Credentials }) => Connection;
}

interface Connection {
  readonly send: (findings: AwsSecurityFinding[]) => Promise<BatchImportFindingsCommandOutput>;
  readonly close: () => void;
}

/** A finding on its way. */
interface Import {
  readonly id: string;
  readonly entry: Entry;
  readonly region: string;
  readonly document: AwsSecurityFinding;
  readonly bytes: number;
}

/** A receipt for each entry; of several transitions of one finding the last one says it all. */
export async function importFindings(
  entries: readonly Entry[],
  context: DeliveryContext,
  importing: Importing,
): Promise<readonly Receipt[]> {
  const newest = new Map<string, Entry>();
  for (const entry of entries) {
    const other = newest.get(entry.subject);
    if (other === undefined || other.seq < entry.seq) newest.set(entry.subject, entry);
  }
  const receipts = new Map<string, Receipt>();
  const imports: Import[] = [];
  for (const entry of newest.values()) {
    const prepared = await prepare(entry, context, importing);
    if ('kind' in prepared) receipts.set(entry.id, prepared);
    else imports.push(prepared);
  }
  for (const ofAccount of groupBy(imports, ({ entry }) => [entry.partition, entry.shard.accountId]).values())
    for (const receipt of await importInto(ofAccount, importing)) receipts.set(receipt.id, receipt);
  return entries.map(({ id, subject }): Receipt => {
    const receipt = receipts.get(newest.get(subject)?.id ?? id);
    return receipt === undefined ? { kind: 'postponed', id } : { ...receipt, id };
  });
}

async function prepare(
  entry: Entry,
  { reportPlace }: DeliveryContext,
  { home }: Importing,
): Promise<Import | Receipt> {
  const { id, body, shard } = entry;
  const refused = (why: string): Receipt => ({ kind: 'refused', id, why });
  const problem = misplaced(entry);
  if (problem !== undefined) return refused(problem);
  if (body.kind !== 'finding') return refused('what was not audited is no finding');
  let region = shard.region;
  try {
    if (region === 'global') region = await home();
  } catch (error) {
    return { kind: 'failed', id, why: reasonOf(error) };
  }
  const place = { region, ...(reportPlace === undefined ? {} : { reportPlace }) };
  const document = asff(entry, body.finding, place);
  const bytes = Buffer.byteLength(JSON.stringify(document)) + 1;
  if (bytes > MOST_BYTES) return refused(`the finding is larger than ${MOST_BYTES} bytes`);
  return { id, entry, region, document, bytes };
}

async function importInto(
  imports: readonly [Import, ...Import[]],
  importing: Importing,
): Promise<readonly Receipt[]> {
  const [{ entry, region }] = imports;
  const { roleName, wire } = importing;
  const account = { partition: entry.partition, accountId: entry.shard.accountId, region };
  let own: { readonly credentials?: Credentials } = {};
  try {
    if (roleName !== undefined) own = { credentials: await assumeIn(account, roleName, wire) };
  } catch (error) {
    return imports.map(({ id }): Receipt => ({ kind: 'failed', id, why: reasonOf(error) }));
  }
  const receipts: Receipt[] = [];
  for (const ofRegion of groupBy(imports, (item) => [item.region]).values()) {
    const connection = importing.connect(ofRegion[0].region, own);
    try {
      const send = (batch: readonly Import[]) => sendCall(batch, connection, importing.pace);
      const batches = batchesOf(ofRegion, CALL, ({ bytes }) => bytes);
      receipts.push(...(await sendBatches(batches, { send, isInvalid })));
    } finally {
      connection.close();
    }
  }
  return receipts;
}

/** Whoever is not among the failed was imported, if the numbers say so too. */
async function sendCall(
  batch: readonly Import[],
  { send }: Connection,
  pace: () => Promise<void>,
): Promise<readonly Receipt[]> {
  await pace();
  const { SuccessCount = 0, FailedFindings = [] } = await send(batch.map(({ document }) => document));
  const failed = new Map(FailedFindings.map((failure) => [failure.Id, failure]));
  const isWhole = SuccessCount + failed.size === batch.length;
  return batch.map(({ id, document }): Receipt => {
    const failure = failed.get(document.Id);
    if (failure === undefined)
      return isWhole
        ? { kind: 'delivered', id }
        : { kind: 'failed', id, why: 'the answer does not account for the finding' };
    const { ErrorCode = 'the service gives no code', ErrorMessage } = failure;
    return {
      kind: ErrorCode === LASTING ? 'refused' : 'failed',
      id,
      why: wordsOf(ErrorCode, ErrorMessage),
    };
  });
}

function isInvalid(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidInputException';
}
