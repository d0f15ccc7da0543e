import type { Range, Ranges } from './ranges.ts';

const GROUP_BITS = 16n;
const BLOCK = /^([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/;

/** IPv6 addresses are counted from here, IPv4 addresses from 0, so that neither is within a block of the other. */
const FIRST_IPV6 = 1n << 128n;

/** Every address. */
export const ADDRESSES: Ranges = [
  { from: 0n, to: (1n << 32n) - 1n },
  { from: FIRST_IPV6, to: 2n * FIRST_IPV6 - 1n },
];

/** An IPv4 or IPv6 address as a number; undefined for anything else. */
export function parseAddress(text: string): bigint | undefined {
  if (!text.includes(':')) return parseIpv4(text);
  const address = parseIpv6(text);
  return address === undefined ? undefined : FIRST_IPV6 + address;
}

/**
 * A block in CIDR notation, or a single address; undefined for anything else. Bits behind the prefix do not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseBlock(text: string): Range | undefined {
  const [, start, prefix] = BLOCK.exec(text) ?? [];
  const address = start === undefined ? undefined : parseAddress(start);
  if (address === undefined) return undefined;
  const bits = address < FIRST_IPV6 ? 32 : 128;
  const fixed = prefix === undefined ? bits : Number(prefix);
  if (fixed > bits) return undefined;
  const size = 1n << BigInt(bits - fixed);
  const from = address - (address % size);
  return { from, to: from + size - 1n };
}

export function spellAddress(address: bigint): string {
  if (address < FIRST_IPV6) return groups(address, 4, 8n).join('.');
  return groups(address, 8, GROUP_BITS)
    .map((group) => group.toString(16))
    .join(':');
}

/** The lowest bits of the value, which are `count` groups of so many. */
function groups(value: bigint, count: number, bits: bigint): readonly bigint[] {
  return Array.from({ length: count }, (_, index) =>
    BigInt.asUintN(Number(bits), value >> (bits * BigInt(count - 1 - index))),
  );
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return joined(parts.map(BigInt), 8n);
}

/** `::` stands once for as many zero groups as are missing; the last two groups may be an IPv4 address. */
function parseIpv6(text: string): bigint | undefined {
  const gap = text.indexOf('::');
  const front = parseGroups(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const back = gap < 0 ? [] : parseGroups(text.slice(gap + 2), true);
  if (front === undefined || back === undefined) return undefined;
  const missing = 8 - front.length - back.length;
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  return joined([...front, ...Array<bigint>(missing).fill(0n), ...back], GROUP_BITS);
}

function parseGroups(text: string, last: boolean): readonly bigint[] | undefined {
  if (text === '') return [];
  const parsed: bigint[] = [];
  const parts = text.split(':', 9);
  for (const [index, part] of parts.entries()) {
    const ipv4 = last && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) parsed.push(ipv4 >> GROUP_BITS, BigInt.asUintN(16, ipv4));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) parsed.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return parsed;
}

function joined(values: readonly bigint[], bits: bigint): bigint {
  let whole = 0n;
  for (const value of values) whole = (whole << bits) + value;
  return whole;
}
