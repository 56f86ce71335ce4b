import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogSchema } from './catalog-schema.js';

const written = join(__dirname, '../../../../models/catalog.schema.json');

describe('models/catalog.schema.json', () => {
  it('says what the class that checks the entries says', () => {
    expect(JSON.parse(readFileSync(written, 'utf8'))).toEqual(JSON.parse(JSON.stringify(catalogSchema())));
  });

  it('knows which fields there have to be', () => {
    const [{ items }] = catalogSchema().oneOf as [{ items: { required: string[] } }];
    expect(items.required).toEqual(['context_length', 'key', 'languages', 'size_gb']);
  });
});
