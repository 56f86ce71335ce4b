import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import type { Json } from '../support/json.js';
import { startService } from '../support/service.js';

const root = join(__dirname, '../..');
const file = join(root, 'docs/openapi.json');

/** What `npm run openapi` would write now: by its own program, since its tools are no CommonJS. */
function filesOf(document: Json): Record<string, string> {
  const program = `
    import { text } from 'node:stream/consumers';
    import { openApiFiles } from './tools/openapi-files.mjs';
    console.log(JSON.stringify(await openApiFiles(await text(process.stdin))));`;
  const options = { cwd: root, input: JSON.stringify(document), encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], options));
}

describe('docs/openapi.json', () => {
  let document: Json;

  beforeAll(async () => {
    const service = await startService({ untilReady: false });
    document = (await service.get('/openapi.json')).body;
  });

  it('is what the service answers; `npm run openapi` writes it anew', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  });

  it('is what the types of the client were made of', () => {
    const files = filesOf(document);
    expect(Object.keys(files)).toEqual(['docs/openapi.json', 'libs/client/src/schema.ts']);
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it('keeps its order', () => {
    expect(Object.keys(document.components.schemas)).toEqual(Object.keys(document.components.schemas).sort());
    expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(document));
  });

  it('follows every rule of Spectral for OpenAPI', async () => {
    const spectral = new Spectral();
    // Its two packages disagree on the type of a ruleset.
    spectral.setRuleset({ extends: [oas as RulesetDefinition] });
    const found = await spectral.run(document);
    expect(found.map(({ code, path, message }) => `${code} at ${path.join('.')}: ${message}`)).toEqual([]);
  });
});
