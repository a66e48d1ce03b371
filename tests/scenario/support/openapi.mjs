// api/openapi.yaml as data, and a validator for the part of JSON Schema that it uses.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const kFile = join(resolve(import.meta.dirname, '../../..'), 'api/openapi.yaml');
const kMethods = ['get', 'put', 'post', 'patch', 'delete'];

// Node reads no YAML; the same library reads the file in scripts/check_openapi.py.
const kToJson =
  'import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1], encoding="utf-8")), sys.stdout)';

export const document = JSON.parse(
  execFileSync('/usr/bin/python3', ['-c', kToJson, kFile], {
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  }),
);

export function resolved(node) {
  if (!node?.$ref) return node;
  let found = document;
  for (const part of node.$ref.slice(2).split('/')) found = found[part];
  return resolved({
    ...found,
    ...Object.fromEntries(Object.entries(node).filter(([key]) => key !== '$ref')),
  });
}

/** All operations: { id, method, path, security, responses }. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  kMethods
    .filter((method) => item[method])
    .map((method) => ({
      id: item[method].operationId,
      method: method.toUpperCase(),
      path,
      security: item[method].security ?? document.security,
      responses: item[method].responses,
    })),
);

const kTypes = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const kKnown = new Set([
  'type',
  'required',
  'properties',
  'additionalProperties',
  'items',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'maxItems',
  'description',
  'default',
  'format',
]);

function textFaults(schema, value, at) {
  const faults = [];
  const length = [...value].length;
  if (schema.minLength !== undefined && length < schema.minLength) faults.push(`${at}: too short`);
  if (schema.maxLength !== undefined && length > schema.maxLength) faults.push(`${at}: too long`);
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value))
    faults.push(`${at}: not ${schema.pattern}`);
  return faults;
}

function numberFaults(schema, value, at) {
  if (schema.minimum !== undefined && value < schema.minimum)
    return [`${at}: below ${schema.minimum}`];
  if (schema.maximum !== undefined && value > schema.maximum)
    return [`${at}: above ${schema.maximum}`];
  return [];
}

function arrayFaults(schema, value, at) {
  const faults =
    schema.maxItems !== undefined && value.length > schema.maxItems ? [`${at}: too many`] : [];
  return faults.concat(
    value.flatMap((item, i) => faultsOf(schema.items ?? {}, item, `${at}[${i}]`)),
  );
}

function objectFaults(schema, value, at) {
  const faults = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${at}.${name}: missing`);
  for (const [name, item] of Object.entries(value)) {
    const known = schema.properties?.[name];
    if (known) faults.push(...faultsOf(known, item, `${at}.${name}`));
    // An answer with a field that nobody described is a fault of the description.
    else if (schema.properties && schema.additionalProperties !== true)
      faults.push(`${at}.${name}: not described`);
  }
  return faults;
}

/** The value is what one of the schemas says; the faults are those of the one that fits best. */
function oneOfFaults(schemas, value, at) {
  const faults = schemas.map((schema) => faultsOf(schema, value, at));
  return faults.reduce((best, other) => (other.length < best.length ? other : best));
}

/** What is wrong with the value, a sentence each. */
export function faultsOf(reference, value, at = '$') {
  const schema = resolved(reference);
  if (schema.oneOf) return oneOfFaults(schema.oneOf, value, at);
  const unknown = Object.keys(schema).filter((key) => !kKnown.has(key));
  if (unknown.length > 0) throw new Error(`the validator does not know ${unknown}`);
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => kTypes[type](value))) {
    return [`${at}: ${JSON.stringify(value)} is no ${types.join(' or ')}`];
  }
  if (schema.enum && !schema.enum.includes(value))
    return [`${at}: ${JSON.stringify(value)} is none of ${schema.enum}`];
  if (value === null) return [];
  if (typeof value === 'string') return textFaults(schema, value, at);
  if (typeof value === 'number') return numberFaults(schema, value, at);
  if (Array.isArray(value)) return arrayFaults(schema, value, at);
  return typeof value === 'object' ? objectFaults(schema, value, at) : [];
}

/** What is wrong with an answer of an operation: status, media type, body. */
export function responseFaults(operation, { status, headers, json, bytes }) {
  const declared = resolved(operation.responses[String(status)] ?? operation.responses.default);
  const isDeclared = String(status) in operation.responses || status >= 400;
  if (!isDeclared) return [`status ${status} is not described`];
  if (!declared.content) return bytes.length > 0 ? [`status ${status} with a body`] : [];
  const media = (headers['content-type'] ?? '').split(';')[0];
  const [expected, { schema }] = Object.entries(declared.content)[0];
  // Files come as the type that was found in them.
  if (expected === 'application/octet-stream') return [];
  if (media !== expected) return [`${media} instead of ${expected}`];
  return faultsOf(schema, json);
}
