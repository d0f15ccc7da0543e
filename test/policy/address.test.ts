import { expect, it } from 'vitest';
import { ADDRESSES, parseAddress, parseBlock, spellAddress } from '../../src/policy/address.ts';

it.each([
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['::', '0:0:0:0:0:0:0:0'],
  ['::a', '0:0:0:0:0:0:0:a'],
  ['a::', 'a:0:0:0:0:0:0:0'],
  ['1::3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0:0:0:c000:221'],
  ['ffff:FFFF:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
])('%s is the address %s', (text, spelling) => {
  expect(spellAddress(parseAddress(text) ?? -1n)).toBe(spelling);
});

it.each([
  '1.2.3.',
  '.1.2.3',
  '1.2.3.4.',
  '1.2.3.-4',
  '1.2.3.4x',
  'x1.2.3.4',
  '1.2.3.1000',
  ' 1.2.3.4',
  '1:2:3:4:5:6:7:8::',
  '::1:2:3:4:5:6:7:8',
  '1::2::',
  '1:2:3:4:5:1.2.3.4:6',
  '1:2:3:4:5:6:7:1.2.3.4',
  '1:2:3:4:5:1.2.3.4::',
  '::1.2.3.4:1',
  '::1.2.3',
  ':1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7:',
  'x1::',
  '1x::',
  '::%eth0',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

it('no IPv4 address is an IPv6 address', () => {
  expect(parseAddress('0.0.0.1')).not.toBe(parseAddress('::1'));
  expect(parseAddress('0.0.0.1')).not.toBe(parseAddress('::ffff:0.0.0.1'));
});

it.each([
  ['10.1.2.3/32', '10.1.2.3', '10.1.2.3'],
  ['10.1.2.3/31', '10.1.2.2', '10.1.2.3'],
  ['255.255.255.255/1', '128.0.0.0', '255.255.255.255'],
  ['::', '0:0:0:0:0:0:0:0', '0:0:0:0:0:0:0:0'],
  ['::/64', '0:0:0:0:0:0:0:0', '0:0:0:0:ffff:ffff:ffff:ffff'],
  ['1::f/128', '1:0:0:0:0:0:0:f', '1:0:0:0:0:0:0:f'],
  ['1::f/126', '1:0:0:0:0:0:0:c', '1:0:0:0:0:0:0:f'],
])('the block %s reaches from %s to %s', (text, first, last) => {
  const block = parseBlock(text);
  expect(block && [spellAddress(block.from), spellAddress(block.to)]).toEqual([first, last]);
});

it.each([
  '',
  '10.0.0.0/',
  '10.0.0.0/100',
  '10.0.0.0/1000',
  '10.0.0.0/-1',
  '10.0.0.0/x8',
  '10.0.0.0/8x',
  '10.0.0.0/8/',
  '10.0.0.0//8',
  '/10.0.0.0/8',
  '10.0.0.0 /8',
  '::/1280',
])('%j is no block', (text) => {
  expect(parseBlock(text)).toBeUndefined();
});

it('every address is in one of the two widest blocks', () => {
  expect(ADDRESSES).toEqual([parseBlock('0.0.0.0/0'), parseBlock('::/0')]);
});
