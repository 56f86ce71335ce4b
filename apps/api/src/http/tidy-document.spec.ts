import type { OpenAPIObject } from '@nestjs/swagger';
import { tidyDocument } from './tidy-document.js';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });

function tidyOf(operation: object, schemas: object = {}): OpenAPIObject {
  const document = {
    openapi: '3.0.0',
    info: { title: '', version: '' },
    paths: { '/ideas': { get: operation } },
    components: { schemas },
  };
  return tidyDocument(document as OpenAPIObject);
}

describe('tidyDocument', () => {
  it('calls schemas like their classes, without Dto, in the order of the alphabet', () => {
    const tidy = tidyOf(
      { responses: { 200: { description: 'An idea.', ...json(ref('IdeaDto')) } } },
      { UsageDto: { type: 'object' }, IdeaDto: { properties: { usage: ref('UsageDto') } }, Health: {} },
    );
    expect(Object.entries(tidy.components?.schemas ?? {})).toEqual([
      ['Health', {}],
      ['Idea', { properties: { usage: ref('Usage') } }],
      ['Usage', { type: 'object' }],
    ]);
    expect(tidy.paths['/ideas'].get?.responses['200']).toEqual({ description: 'An idea.', ...json(ref('Idea')) });
  });

  it.each([
    ['Writes an idea. Hanging up stops it.', 'Writes an idea'],
    ['Rates an idea; a later rating counts.', 'Rates an idea'],
    ['The same as /health/ready.', 'The same as /health/ready'],
  ])('takes the first sentence of "%s" as the summary', (comment, summary) => {
    const operation = tidyOf({ summary: comment, responses: {} }).paths['/ideas'].get;
    expect(operation).toMatchObject({ summary, description: comment });
  });

  it('says once what class and method both say', () => {
    const security = [{ bearer: [] }, { header: [] }, { bearer: [] }];
    const responses = { 200: { description: '' }, 403: { description: 'A problem.\n\nA problem.' } };
    expect(tidyOf({ summary: '', security, responses }).paths['/ideas'].get).toMatchObject({
      security: [{ bearer: [] }, { header: [] }],
      responses: { 200: { description: 'The answer.' }, 403: { description: 'A problem.' } },
    });
  });

  it('gives a union the name that it has as its title', () => {
    const union = { oneOf: [ref('Start'), ref('End')], discriminator: { propertyName: 'type' } };
    const tidy = tidyOf({ responses: { 200: { description: 'Events.', ...json({ title: 'Event', ...union }) } } });
    expect(tidy.components?.schemas).toEqual({ Event: union });
    expect(tidy.paths['/ideas'].get?.responses['200']).toEqual({ description: 'Events.', ...json(ref('Event')) });
  });

  it('sorts the words of enumerations, whatever order the compiler met them in', () => {
    expect(tidyOf({ responses: {} }, { State: { enum: ['loaded', 'error'] } }).components?.schemas).toEqual({
      State: { enum: ['error', 'loaded'] },
    });
  });
});
