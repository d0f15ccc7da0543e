/** What a chat would make of a text beside showing it; empty where it shows it as it is. */
export function chatEffects(text: string, place: 'prose' | 'code'): readonly string[] {
  const everywhere: readonly (readonly [string, RegExp])[] = [
    ['a control sequence', /<|>/],
    ['an entity that is none', /&(?!(?:amp|lt|gt);)/],
    ['a link with a scheme', /[a-z][a-z0-9+.-]*:\/\//i],
    ['a link in markdown', /\]\(/],
    ['a mention', /[@\uff20\ufe6b]/],
    ['code', /`/],
    ['a line of its own', /[\n\r\v\f\x85\u2028\u2029]/],
  ];
  const prose: readonly (readonly [string, RegExp])[] = [
    ['a link with www', /\bwww\./i],
    ['a link to a domain', /[\p{L}\p{N}_-][.\u3002\uff0e\uff61]\p{L}[\p{L}\p{N}-]/u],
    ['a style', /[*~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u],
  ];
  // Names of services stand in every policy; nobody else can have them.
  const told = text.replace(
    /(?<![\p{L}\p{N}_.-])[a-z0-9-]+\.amazonaws\.com(\.cn)?(?![\p{L}\p{N}_.-])/gu,
    'service',
  );
  return (place === 'prose' ? [...everywhere, ...prose] : everywhere)
    .filter(([, form]) => form.test(told))
    .map(([effect]) => effect);
}
