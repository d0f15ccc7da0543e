/**
 * Writes the JSON Schema of the two classes of OCSF that findings are told in, from the schema as schema.ocsf.io exports it,
 * which the PyPI package `ocsf-json-schema` carries. On demand only: it needs pip and the package index.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { asString, isRecord, type JsonRecord, own } from '../src/model/json.ts';

const PACKAGE = 'ocsf-json-schema';
const PACKAGE_VERSION = '1.2.0';
const OCSF_VERSION = '1.6.0';
const CLASSES = ['compliance_finding', 'iam_analysis_finding'];
/** Attributes of other profiles may not be there. */
const PROFILES: readonly unknown[] = [undefined, null, 'cloud'];
const SCHEMAS = join(import.meta.dirname, '../test/support/schemas');

const BASES: ReadonlyMap<string, string> = new Map([
  ['boolean_t', 'boolean'],
  ['integer_t', 'integer'],
  ['long_t', 'integer'],
  ['float_t', 'number'],
  ['string_t', 'string'],
]);

const files = unzipSync(wheel());
const exported: unknown = JSON.parse(textOf('ocsf_json_schema/ocsf/1.6.0.json'));
if (!isRecord(exported) || own(exported, 'version') !== OCSF_VERSION)
  throw new Error('the package has another version of OCSF');
writeFileSync(join(SCHEMAS, 'ocsf-1.6.0.generated.json'), linesOf(schemaOf(exported)));
writeFileSync(join(SCHEMAS, 'LICENSE-OCSF.txt'), textOf('ocsf_json_schema/ocsf/LICENSE.txt'));

function wheel(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'ocsf-'));
  try {
    const wanted = `${PACKAGE}==${PACKAGE_VERSION}`;
    const done = spawnSync('python3', [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '-d',
      folder,
      wanted,
    ]);
    const [file] = readdirSync(folder);
    if (done.status !== 0 || file === undefined) throw new Error(`pip cannot fetch ${wanted}`);
    return readFileSync(join(folder, file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function textOf(path: string): string {
  const bytes = files[path];
  if (bytes === undefined) throw new Error(`the package has no ${path}`);
  return new TextDecoder().decode(bytes);
}

/** The classes, and every object that one of their attributes may be. */
function schemaOf(ocsf: unknown): { readonly $comment: string; readonly $defs: JsonRecord } {
  const defs = new Map<string, JsonRecord>();
  const todo: (readonly [kind: 'classes' | 'objects', name: string])[] = CLASSES.map((name) => [
    'classes',
    name,
  ]);
  for (const [kind, name] of todo) {
    if (defs.has(keyOf(name))) continue;
    const attributes = attributesOf(member(member(ocsf, kind), name));
    defs.set(keyOf(name), entitySchema(member(member(ocsf, kind), name), attributes, member(ocsf, 'types')));
    for (const [, attribute] of attributes) {
      const type = asString(own(attribute, 'object_type'));
      if (type !== undefined) todo.push(['objects', type]);
    }
  }
  const sorted = [...defs].sort(([left], [right]) => (left < right ? -1 : 1));
  return { $comment: `OCSF ${OCSF_VERSION} with the profile cloud`, $defs: Object.fromEntries(sorted) };
}

type Attributes = readonly (readonly [name: string, attribute: JsonRecord])[];

function attributesOf(entity: JsonRecord): Attributes {
  return Object.entries(member(entity, 'attributes')).flatMap(([name, attribute]) =>
    isRecord(attribute) && PROFILES.includes(own(attribute, 'profile')) ? [[name, attribute] as const] : [],
  );
}

/** As schema.ocsf.io has it: no attribute that is unknown; and with the constraints, which it leaves out. */
function entitySchema(entity: JsonRecord, attributes: Attributes, types: JsonRecord): JsonRecord {
  const required = attributes.filter(([, attribute]) => own(attribute, 'requirement') === 'required');
  const constraints = own(entity, 'constraints');
  const oneOf = (key: string): JsonRecord[] | undefined => {
    const names = isRecord(constraints) ? own(constraints, key) : undefined;
    return Array.isArray(names) ? names.map((name) => ({ required: [name] })) : undefined;
  };
  return {
    type: 'object',
    additionalProperties: attributes.length === 0,
    properties: Object.fromEntries(
      attributes.map(([name, attribute]) => [name, valueSchema(attribute, types)]),
    ),
    required: required.map(([name]) => name),
    anyOf: oneOf('at_least_one'),
    oneOf: oneOf('just_one'),
  };
}

function valueSchema(attribute: JsonRecord, types: JsonRecord): JsonRecord {
  const type = asString(own(attribute, 'object_type'));
  const one = type === undefined ? typeSchema(attribute, types) : { $ref: `#/$defs/${keyOf(type)}` };
  return own(attribute, 'is_array') === true ? { type: 'array', items: one } : one;
}

function typeSchema(attribute: JsonRecord, types: JsonRecord): JsonRecord {
  const name = asString(own(attribute, 'type')) ?? '';
  if (name === 'json_t') return {};
  const definition = member(types, name);
  const base = BASES.get(name) ?? BASES.get(asString(own(definition, 'type')) ?? '');
  if (base === undefined) throw new Error(`the type ${name} is unknown`);
  const [minimum, maximum] = (own(definition, 'range') as readonly unknown[] | undefined) ?? [];
  const values = own(attribute, 'enum');
  return {
    type: base,
    pattern: own(definition, 'regex'),
    maxLength: own(definition, 'max_len'),
    minimum,
    maximum,
    enum: isRecord(values)
      ? Object.keys(values).map((key) => (base === 'string' ? key : Number(key)))
      : undefined,
  };
}

function member(parent: unknown, key: string): JsonRecord {
  const value = isRecord(parent) ? own(parent, key) : undefined;
  if (!isRecord(value)) throw new Error(`the schema has no ${key}`);
  return value;
}

/** Of an object of an extension: `win/reg_key`. */
function keyOf(name: string): string {
  return name.replace('/', '.');
}

/** A line for each definition. */
function linesOf({ $comment, $defs }: ReturnType<typeof schemaOf>): string {
  const lines = Object.entries($defs).map(
    ([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
  );
  return `{\n  "$comment": ${JSON.stringify($comment)},\n  "$defs": {\n${lines.join(',\n')}\n  }\n}\n`;
}
