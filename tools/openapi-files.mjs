// What follows from the OpenAPI document: pure, so that a test can hold the files against it.
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import prettier from 'prettier';

const root = join(import.meta.dirname, '..');
const note = '// Made of docs/openapi.json by `npm run openapi`; every change here is lost.\n\n';

/** The text of each file, by its path, for a document as the service answers it. */
export async function openApiFiles(document) {
  // A field with a default may be left out of a request.
  const types = astToString(await openapiTypes(JSON.parse(document), { defaultNonNullable: false }));
  return {
    'docs/openapi.json': await format('docs/openapi.json', document),
    'libs/client/src/schema.ts': await format('libs/client/src/schema.ts', note + types),
  };
}

async function format(file, text) {
  const options = await prettier.resolveConfig(join(root, file));
  return prettier.format(text, { ...options, filepath: join(root, file) });
}
