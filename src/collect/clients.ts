import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';

/** The AWS clients of one account, each made when it is first asked for. */
export interface ClientFactory {
  readonly iam: () => IAMClient;
  readonly sts: () => STSClient;
  readonly sfn: (region: string) => SFNClient;
  /** Loaded when it is first asked for, being the largest. */
  readonly sagemaker: (region: string) => Promise<SageMakerClient>;
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
 * `standard` retries only: `adaptive` slows to a crawl as soon as somebody else uses the same quota, and
 * `limiter.ts` keeps this reader below it anyway.
 */
const RETRIES = { retryMode: 'standard', maxAttempts: 8 } as const;

/** A kind of SageMaker resource that does not answer is one gap of many: it must not hold up the audit. */
const SAGEMAKER_RETRIES = { ...RETRIES, maxAttempts: 5 } as const;

/** Clients for one account; `AWS_ENDPOINT_URL` is honoured by the SDK itself. */
export function createClients(settings: ClientSettings): ClientFactory {
  const iam = onePerRegion((region) => new IAMClient({ ...RETRIES, ...settings, region }));
  const sts = onePerRegion((region) => new STSClient({ ...RETRIES, ...settings, region }));
  const sfn = onePerRegion((region) => new SFNClient({ ...RETRIES, ...settings, region }));
  let loading: Promise<Clients<SageMakerClient>> | undefined;
  const loadSageMaker = async (): Promise<Clients<SageMakerClient>> => {
    const { SageMakerClient } = await import('./sagemaker/client.ts');
    return onePerRegion((region) => new SageMakerClient({ ...SAGEMAKER_RETRIES, ...settings, region }));
  };
  return {
    iam: () => iam.of(settings.region),
    sts: () => sts.of(settings.region),
    sfn: sfn.of,
    sagemaker: async (region) => {
      loading ??= loadSageMaker();
      return (await loading).of(region);
    },
    destroy: () => {
      for (const clients of [iam, sts, sfn]) clients.destroy();
      void loading?.then((sagemaker) => sagemaker.destroy());
    },
  };
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
