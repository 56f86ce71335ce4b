import type { OpenAPIObject } from '@nestjs/swagger';
import { allowNull } from './allow-null.js';
import { nameUnions } from './name-unions.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/**
 * The OpenAPI document as clients read it: the same text for the same service, with short names and whole sentences. Nest makes
 * the rest from the code.
 */
export function tidyDocument(document: OpenAPIObject): OpenAPIObject {
  const tidy = nameUnions(withoutDto(structuredClone(document)));
  for (const methods of Object.values(tidy.paths)) {
    for (const operation of Object.values(methods as Record<string, Operation>)) tidyOperation(operation);
  }
  const schemas = Object.entries(tidy.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return tidySchemas({ ...tidy, components: { ...tidy.components, schemas: Object.fromEntries(schemas) } });
}

/** A schema is called like its class, without the `Dto` that tells it from the class of libs/core. */
function withoutDto(document: OpenAPIObject): OpenAPIObject {
  const text = JSON.stringify(document).replace(/(#\/components\/schemas\/\w+)Dto"/g, '$1"');
  const renamed = JSON.parse(text) as OpenAPIObject;
  const schemas = Object.entries(renamed.components?.schemas ?? {});
  return {
    ...renamed,
    components: {
      ...renamed.components,
      schemas: Object.fromEntries(schemas.map(([name, schema]) => [name.replace(/Dto$/, ''), schema])),
    },
  };
}

/** The first sentence of a handler's comment is its summary. What class and method both say stands once. */
function tidyOperation(operation: Operation): void {
  const { summary = '' } = operation;
  operation.description ??= summary;
  operation.summary = /^.*?(?=[.;](\s|$))/s.exec(summary)?.[0] ?? summary;
  if (operation.security !== undefined) operation.security = unique(operation.security);
  for (const response of Object.values(operation.responses)) {
    if (response === undefined || '$ref' in response) continue;
    response.description = unique(response.description.split('\n\n')).join('\n\n') || 'The answer.';
  }
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/**
 * The compiler lists the words of a union in the order in which it met them, which any change elsewhere may change: they are
 * sorted. And null fits where it is said to.
 */
function tidySchemas<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (name, inner: unknown) => {
    if (name === 'enum' && Array.isArray(inner)) return [...(inner as unknown[])].sort();
    return typeof inner === 'object' && inner !== null && 'nullable' in inner ? allowNull(inner as object) : inner;
  }) as T;
}
