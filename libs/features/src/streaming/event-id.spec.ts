import { MuseError } from '@muse/core/errors/muse-error.js';
import { eventId, placeOf } from './event-id.js';

const ideaId = '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11';

describe('the id of an event', () => {
  it.each([0, 1, 120, 999_999_999, 'end'] as const)('is read as it was written: %s', (mark) => {
    expect(placeOf(eventId({ ideaId, mark }))).toEqual({ ideaId, mark });
  });

  it.each([
    '',
    'x',
    ideaId,
    `${ideaId}:`,
    `${ideaId}:-1`,
    `${ideaId}:1.5`,
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
