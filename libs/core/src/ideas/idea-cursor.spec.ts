import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './idea-cursor.js';

const id = '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11';

describe('a cursor', () => {
  it('comes back as it was', () => {
    const time = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(time, fc.uuid(), (createdAt, uuid) => {
        const text = encodeCursor({ createdAt, id: uuid });
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeCursor(text)).toEqual({ createdAt: createdAt.getTime(), id: uuid });
      }),
    );
  });

  it('is undefined for text that is not one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(decodeCursor(text)).toBeUndefined()));
  });

  it.each([
    '',
    id,
    Buffer.from(id).toString('base64url'),
    Buffer.from(`-1 ${id}`).toString('base64url'),
    Buffer.from(`1.5 ${id}`).toString('base64url'),
    Buffer.from(`1 ${id} `).toString('base64url'),
    Buffer.from(`1 ${id}\n`).toString('base64url'),
    Buffer.from(`1 ${id.toUpperCase()}`).toString('base64url'),
    Buffer.from(`1000000000000000 ${id}`).toString('base64url'),
    Buffer.from(`1 ' OR 1=1 --`).toString('base64url'),
  ])('is undefined for %j', (text) => {
    expect(decodeCursor(text)).toBeUndefined();
  });
});
