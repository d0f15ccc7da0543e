type Range = readonly [number, number];

/** By code point, independent of the properties that the product goes by; a line break is one of the layout. */
const DECEITS: readonly (readonly [string, readonly Range[]])[] = [
  [
    'a control character',
    [
      [0, 0x09],
      [0x0b, 0x1f],
      [0x7f, 0x9f],
    ],
  ],
  [
    'another direction',
    [
      [0x61c, 0x61c],
      [0x200e, 0x200f],
      [0x202a, 0x202e],
      [0x2066, 0x206f],
    ],
  ],
  ['a line or paragraph separator', [[0x2028, 0x2029]]],
  ['half a character', [[0xd800, 0xdfff]]],
  [
    'a tag or a variation selector',
    [
      [0xfe00, 0xfe0f],
      [0xe0000, 0xe0fff],
    ],
  ],
  [
    'an unseen character',
    [
      [0xad, 0xad],
      [0x34f, 0x34f],
      [0x115f, 0x1160],
      [0x17b4, 0x17b5],
      [0x180b, 0x180f],
      [0x200b, 0x200d],
      [0x2060, 0x2065],
      [0x3164, 0x3164],
      [0xfeff, 0xfeff],
      [0xffa0, 0xffa0],
      [0xfff9, 0xfffb],
    ],
  ],
];

/** What a terminal, or an eye, would take for something else than text. */
export function terminalEffects(output: string): readonly string[] {
  const points = new Set([...output].map((character) => character.codePointAt(0) ?? 0));
  const found = DECEITS.filter(([, ranges]) =>
    [...points].some((point) => ranges.some(([from, to]) => from <= point && point <= to)),
  );
  return [...found.map(([effect]) => effect), ...(/\p{M}{5}/u.test(output) ? ['a pile of marks'] : [])];
}
