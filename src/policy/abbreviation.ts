/** What the table of actions says most often: the first of them as one character, the others as two. */
const WORDS: readonly string[] = [
  ...['tion', 'Resource', 'Configura', 'ssocia', 'Delete', 'WCreate', '=arn:*:'],
  ...[
    'Update',
    'nstance',
    'TagsFor',
    'Describe',
    'TUntag',
    'emplate',
    'ndpoint',
    'ateway',
    'Policy',
    'onnec',
  ],
  ...['sion', 'List', 'rofile', 'Account', 'ment', 'Status', 'ervice', 'ccess', 'WStart', 'napshot', 'port'],
  ...[
    'roup',
    'luster',
    'Attribute',
    'ertificate',
    'Settings',
    'RGet',
    'etwork',
    'ecurity',
    'omain',
    'ecommend',
  ],
];

const SINGLE = '!#$%&()';
const DOUBLE = "'";

/** Each word with its code, of characters that no name of the table has, and no digit of a line. */
const CODES: ReadonlyMap<string, string> = new Map(
  WORDS.map((word, place) => [
    word,
    SINGLE[place] ?? `${DOUBLE}${String.fromCharCode(65 + place - SINGLE.length)}`,
  ]),
);

const WORD_OF: ReadonlyMap<string, string> = new Map([...CODES].map(([word, code]) => [code, word]));

/** The text with frequent words as codes; throws for one that would then read otherwise. */
export function abbreviated(text: string): string {
  let short = text;
  for (const [word, code] of CODES) short = short.replaceAll(word, code);
  if (spelledOut(short) !== text) throw new Error(`\`${text}\` cannot be abbreviated`);
  return short;
}

/** The text that was abbreviated. */
export function spelledOut(text: string): string {
  return text.replace(/[!#$%&()]|'./g, (code) => WORD_OF.get(code) ?? code);
}
