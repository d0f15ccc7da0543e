/** A text that a format cannot hold unchanged, and why. */
export interface Unwritable {
  readonly is: (text: string) => boolean;
  readonly why: string;
}

/** Half of a surrogate pair: UTF-8 has no form for it. */
const HALF_CHARACTER: Unwritable = {
  is: (text) => /\p{Cs}/u.test(text),
  why: 'it has half a character, which UTF-8 cannot hold',
};

/**
 * There is no escape for it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const DYNAMIC_REFERENCE: Unwritable = {
  is: (text) => text.includes('{{resolve:'),
  why: 'CloudFormation would resolve its `{{resolve:…}}`',
};

/**
 * The data source writes `${` for `&{`, and has no escape for it.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
 */
const AMPERSAND: Unwritable = {
  is: (text) => text.includes('&{'),
  why: 'the data source would make `${` of its `&{`',
};

/** https://github.com/zclconf/go-cty/blob/main/docs/types.md#ctystring: the strings of Terraform are kept in this form. */
const NOT_COMPOSED: Unwritable = {
  is: (text) => text.normalize('NFC') !== text,
  why: 'Terraform would compose its characters (NFC)',
};

/** https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format: Terraform's composer puts a joiner into a longer run. */
const TOO_MANY_MARKS: Unwritable = {
  is: (text) => /\p{M}{31}/u.test(text),
  why: 'Terraform would put a joiner between its many marks',
};

/** What CloudFormation, or a file of it, would change. */
export const NOT_IN_CLOUDFORMATION: readonly Unwritable[] = [DYNAMIC_REFERENCE, HALF_CHARACTER];

/** What Terraform, or its data source of a policy, would change. */
export const NOT_IN_TERRAFORM: readonly Unwritable[] = [
  AMPERSAND,
  NOT_COMPOSED,
  TOO_MANY_MARKS,
  HALF_CHARACTER,
];

/** The first text in a value that one of these reasons is about, the keys of its objects included. */
export function unwritableIn(
  value: unknown,
  reasons: readonly Unwritable[],
): { readonly text: string; readonly why: string } | undefined {
  for (const text of textsIn(value)) {
    const reason = reasons.find(({ is }) => is(text));
    if (reason !== undefined) return { text, why: reason.why };
  }
  return undefined;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(textsIn) : [];
}
