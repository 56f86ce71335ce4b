import { MuseError } from '@muse/core/errors/muse-error.js';
import { eventId, placeOf } from './event-id.js';

const ideaId = '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11';

describe('the id of an event', () => {
  it.each([0, 1, 120, 999_999_999, 'end'] as const)('is read as it was written: %s', (mark) => {
    const place = { id: ideaId, attempt: 1, mark };
    expect(eventId(place)).toBe(`${ideaId}:${mark}`);
    expect(placeOf(eventId(place))).toEqual(place);
  });

  it.each([
    [2, 0, '2.0'],
    [12, 999_999_999, '12.999999999'],
    [999_999, 7, '999999.7'],
  ])('names attempt %i and what was sent in it, %i', (attempt, mark, written) => {
    const place = { id: ideaId, attempt, mark };
    expect(eventId(place)).toBe(`${ideaId}:${written}`);
    expect(placeOf(eventId(place))).toEqual(place);
  });

  it('knows one end, whatever attempt came to it', () => {
    expect(eventId({ id: ideaId, attempt: 3, mark: 'end' })).toBe(`${ideaId}:end`);
  });

  it.each([
    '',
    'x',
    ideaId,
    `${ideaId}:`,
    `${ideaId}:-1`,
    `${ideaId}:1.5`,
    `${ideaId}:0.5`,
    `${ideaId}:02.5`,
    `${ideaId}:1000000.5`,
    `${ideaId}:2.`,
    `${ideaId}:2.end`,
    `${ideaId}:2.3.4`,
    `${ideaId}:END`,
    `${ideaId}:1234567890`,
    `${ideaId}:1\n`,
    `${ideaId}x:1`,
    `stats:1`,
  ])('is not %j', (text) => {
    expect(() => placeOf(text)).toThrow(MuseError);
    expect(() => placeOf(text)).toThrow(/validation_failed: Last-Event-ID must be the id of an event/);
  });
});
