import type { Json } from '../support/json.js';

/** A JSON schema of the OpenAPI document, its `$ref` followed. */
export type Schema = Json;

export interface Parameter {
  name: string;
  in: 'query' | 'path';
  schema: Schema;
}

/** One method of one path, as the document describes it. */
export interface Operation {
  /** Its method and path, as in `post /api/v1/generate`. */
  name: string;
  tag: string;
  method: string;
  path: string;
  parameters: Parameter[];
  /** Of the JSON body; undefined where there is none. */
  body: Schema;
  /** Every documented status with its types of content. */
  responses: ReadonlyMap<number, readonly string[]>;
}

/** Operations that end or replace the runner: they are sent to a service of their own. */
export const control = /^post .*\/models\/(preload|switch|deactivate|\{key\}\/unload)$/;

/** Every operation of an OpenAPI document. */
export function operationsOf(document: Json): Operation[] {
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      tag: operation.tags[0],
      method: method.toUpperCase(),
      path,
      parameters: (operation.parameters ?? []).filter((parameter: Json) => parameter.in !== 'header'),
      body: resolve(document, operation.requestBody?.content['application/json'].schema),
      responses: new Map(
        Object.entries<Json>(operation.responses).map(([status, { content }]) => [
          Number(status),
          Object.keys(content ?? {}),
        ]),
      ),
    })),
  );
}

/** The schema with every `$ref` in it followed. */
function resolve(document: Json, schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map((each: Schema) => resolve(document, each));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref !== undefined) return resolve(document, document.components.schemas[schema.$ref.split('/').at(-1)]);
  return Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, resolve(document, inner)]));
}
