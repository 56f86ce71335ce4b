import { Ajv, type ValidateFunction } from 'ajv';
import type { Json } from './json.js';

/** A method of a path, as the document writes both. */
interface Place {
  path: string;
  method: string;
}

/** Holds values against the schemas of an OpenAPI document. */
export class Contract {
  private readonly ajv: Ajv;

  constructor(document: Json) {
    // The document is no schema itself and has words that JSON Schema does not know (`example`, `discriminator`).
    this.ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });
    this.ajv.addSchema(toJsonSchema(document), 'document');
  }

  /** What is wrong with an answer; empty where nothing is. */
  answerErrors({ path, method }: Place, status: number, type: string, value: unknown): string {
    const place = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
    return this.errors(place, value);
  }

  /** What is wrong with the body of a request; empty where nothing is. */
  requestErrors({ path, method }: Place, value: unknown): string {
    return this.errors(
      ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'],
      value,
    );
  }

  /** What is wrong with a value that a schema of this name describes; empty where nothing is. */
  errorsAs(name: string, value: unknown): string {
    return this.errors(['components', 'schemas', name], value);
  }

  private errors(place: readonly string[], value: unknown): string {
    const validate = this.validatorAt(`document#/${place.map(toPointer).join('/')}`);
    return validate(value) ? '' : this.ajv.errorsText(validate.errors);
  }

  private validatorAt(address: string): ValidateFunction {
    const validate = this.ajv.getSchema(address);
    if (validate === undefined) throw new Error(`The document has no schema at ${address}.`);
    return validate;
  }
}

function toPointer(word: string): string {
  return encodeURIComponent(word.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** OpenAPI 3.0 says with a boolean what JSON Schema says with a number. */
function toJsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { exclusiveMinimum, ...rest } = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, toJsonSchema(inner)]),
  );
  return exclusiveMinimum === true ? { ...rest, exclusiveMinimum: rest.minimum } : rest;
}
