import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { unlessOver } from './deadline.ts';

/** The AWS clients of one account, each made when it is first asked for. */
export interface ClientFactory {
  readonly iam: () => IAMClient;
  readonly sts: () => STSClient;
  readonly sfn: (region: string) => SFNClient;
  /** Loaded when it is first asked for, being the largest. */
  readonly sagemaker: (region: string) => Promise<SageMakerClient>;
  /** Loaded when it is first asked for, as few audits ask. */
  readonly organizations: () => Promise<OrganizationsClient>;
  /** Closes the sockets of every client that was made. */
  readonly destroy: () => void;
}

export interface ClientSettings {
  /** Where global services are asked; it also decides the partition. */
  readonly region: string;
  /** Default: the credentials of the environment, as the SDK finds them. */
  readonly credentials?: NonNullable<IAMClientConfig['credentials']>;
  /** Default: HTTP. */
  readonly requestHandler?: NonNullable<IAMClientConfig['requestHandler']>;
}

/**
 * Nothing is repeated by the SDK: a storm of throttles empties its quota of retries, and every call after that fails at
 * once; its `adaptive` mode slows to a crawl as soon as somebody else uses the same quota. `ask` repeats instead, and each
 * attempt waits for its turn.
 */
const ONCE = { retryMode: 'standard', maxAttempts: 1 } as const;

/** One call of an audit, before anything is paced. */
const A_FEW_TIMES = { retryMode: 'standard', maxAttempts: 5 } as const;

/** A call that hangs is one that failed: without this it would hang for ever. Of the SDK's own handler. */
const TIMEOUTS = { connectionTimeout: 5000, requestTimeout: 60_000, throwOnRequestTimeout: true } as const;

/** Clients for one account; `AWS_ENDPOINT_URL` is honoured by the SDK itself. */
export function createClients(settings: ClientSettings): ClientFactory {
  const common = { requestHandler: TIMEOUTS, ...settings };
  const iam = onePerRegion((region) => new IAMClient({ ...ONCE, ...common, region }));
  const sts = onePerRegion((region) => new STSClient({ ...A_FEW_TIMES, ...common, region }));
  const sfn = onePerRegion((region) => new SFNClient({ ...ONCE, ...common, region }));
  const sageMaker = loadedOnce(async () => {
    const { SageMakerClient } = await import('./sagemaker/client.ts');
    return onePerRegion((region) => new SageMakerClient({ ...ONCE, ...common, region }));
  });
  const organizations = loadedOnce(async () => {
    const { OrganizationsClient } = await import('./organization/client.ts');
    return onePerRegion((region) => new OrganizationsClient({ ...ONCE, ...common, region }));
  });
  return {
    iam: () => iam.of(settings.region),
    sts: () => sts.of(settings.region),
    sfn: sfn.of,
    sagemaker: sageMaker.of,
    organizations: () => organizations.of(settings.region),
    destroy: () => {
      for (const clients of [iam, sts, sfn, sageMaker, organizations]) clients.destroy();
    },
  };
}

/** The same clients, whose calls end with the signal at the latest. */
export function endingWith(signal: AbortSignal, clients: ClientFactory): ClientFactory {
  return {
    ...clients,
    iam: () => ending(signal, clients.iam()),
    sfn: (region) => ending(signal, clients.sfn(region)),
    sagemaker: async (region) => ending(signal, await clients.sagemaker(region)),
    organizations: async () => ending(signal, await clients.organizations()),
  };
}

interface Sender {
  readonly send: (command: never, options: object) => Promise<unknown>;
}

function ending<Client extends Sender>(abortSignal: AbortSignal, client: Client): Client {
  const send = (command: never, options: object = {}): Promise<unknown> =>
    unlessOver(abortSignal, client.send(command, { ...options, abortSignal }));
  return Object.create(client, { send: { value: send } });
}

interface Clients<Client> {
  readonly of: (region: string) => Client;
  readonly destroy: () => void;
}

function onePerRegion<Client extends { destroy: () => void }>(
  make: (region: string) => Client,
): Clients<Client> {
  const made = new Map<string, Client>();
  return {
    of: (region) => {
      const client = made.get(region) ?? make(region);
      made.set(region, client);
      return client;
    },
    destroy: () => {
      for (const client of made.values()) client.destroy();
      made.clear();
    },
  };
}

/** Clients of a package that is loaded when the first of them is asked for. */
function loadedOnce<Client>(load: () => Promise<Clients<Client>>): Clients<Promise<Client>> {
  let loading: Promise<Clients<Client>> | undefined;
  return {
    of: async (region) => {
      loading ??= load();
      return (await loading).of(region);
    },
    destroy: () => {
      void loading?.then((clients) => clients.destroy());
    },
  };
}
