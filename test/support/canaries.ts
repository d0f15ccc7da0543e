import { createHash } from 'node:crypto';

/** What looks like a secret and is planted where one may stand; each is there once. */
export interface Canaries {
  /** The next one, of the next kind. */
  readonly plant: () => string;
  /** The next password, which nothing but the name beside it tells. */
  readonly password: () => string;
  readonly planted: () => number;
  /** Those of which at least a part stands in the text. */
  readonly foundIn: (text: string) => readonly string[];
}

const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const CAPITALS = SMALL.toUpperCase();
const LETTERS = SMALL + CAPITALS + DIGITS;

type Random = (length: number, alphabet: string) => string;

/** Each around a part that nobody can guess. */
const KINDS: readonly ((random: Random) => readonly [text: string, secret: string])[] = [
  (random) => whole(random(16, CAPITALS + DIGITS), (secret) => `AKIA${secret}`),
  (random) => whole(random(40, `${LETTERS}+/`), (secret) => secret),
  (random) => whole(random(36, LETTERS), (secret) => `ghp_${secret}`),
  (random) => whole(random(24, LETTERS), (secret) => `xoxb-1234567890-${secret}`),
  (random) => whole(random(43, LETTERS), (secret) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${secret}`),
  (random) => whole(random(24, LETTERS), (secret) => `postgres://app:${secret}@db.internal:5432/app`),
  (random) => whole(random(20, LETTERS), (secret) => `Server=db;Uid=app;Password=${secret};Pooling=true`),
  (random) => whole(random(32, '0123456789abcdef'), (secret) => secret),
  (random) => whole(random(32, LETTERS), (secret) => `https://hooks.example/x?token=${secret}`),
  (random) =>
    whole(
      random(64, LETTERS),
      (secret) => `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
    ),
];

function whole(secret: string, textOf: (secret: string) => string): readonly [string, string] {
  return [textOf(secret), secret];
}

/** The same ones in every run. */
export function canaries(): Canaries {
  const secrets: string[] = [];
  const random: Random = (length, alphabet) => {
    const bytes = createHash('sha512').update(`canary ${secrets.length}`).digest();
    return [...bytes.subarray(0, length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  };
  const keep = ([text, secret]: readonly [string, string]): string => {
    secrets.push(secret);
    return text;
  };
  return {
    plant: () => {
      const [kind] = KINDS.slice(secrets.length % KINDS.length);
      return keep(kind === undefined ? ['', ''] : kind(random));
    },
    password: () => keep(whole(random(12, SMALL), (secret) => secret)),
    planted: () => secrets.length,
    foundIn: (text) => secrets.filter((secret) => text.includes(secret.slice(0, 10))),
  };
}
