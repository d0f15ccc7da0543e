import { Logger } from '@aws-lambda-powertools/logger';
import { readEnvironment, serviceNameFrom } from '../config/config.ts';
import { version } from '../version.ts';

/** The log of a function; it reads its level once, from the environment. */
export function openLogger(): Logger {
  return new Logger({ serviceName: serviceNameFrom(readEnvironment()), persistentKeys: { version } });
}
