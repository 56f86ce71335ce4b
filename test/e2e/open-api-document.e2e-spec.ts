import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import type { Json } from '../support/json.js';
import { startService } from '../support/service.js';

const file = join(__dirname, '../../docs/openapi.json');

describe('docs/openapi.json', () => {
  let document: Json;

  beforeAll(async () => {
    const service = await startService({ untilReady: false });
    document = (await service.get('/openapi.json')).body;
  });

  it('is what the service answers; `npm run openapi` writes it anew', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
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
