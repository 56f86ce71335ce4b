import { createHash } from 'node:crypto';
import { findKey, opens, parseApiKey, scopes } from './api-key.js';

const plain = 'correct-horse-battery';
const digest = createHash('sha256').update(plain).digest('hex');

describe('An API key', () => {
  it('is read plain and hashed, and is the same', () => {
    const expected = { name: 'anna', scopes: ['generate'], digest: Buffer.from(digest, 'hex') };
    expect(parseApiKey(`anna:generate:${plain}`)).toEqual(expected);
    expect(parseApiKey(`anna:generate:sha256-${digest}`)).toEqual(expected);
  });

  it('has scopes in one order', () => {
    expect(parseApiKey(`ops:admin+generate:${plain}`)?.scopes).toEqual(['generate', 'admin']);
  });

  it('may hold a colon', () => {
    expect(findKey([parseApiKey(`a:admin:${plain}:more`)!], `${plain}:more`)?.name).toBe('a');
  });

  it.each([
    '',
    plain,
    `anna:${plain}`,
    `:generate:${plain}`,
    `an na:generate:${plain}`,
    `anna::${plain}`,
    `anna:write:${plain}`,
    `anna:generate+write:${plain}`,
    `anna:generate+generate:${plain}`,
    'anna:generate:too-short',
    `anna:generate:${plain} `,
    `anna:generate:sha256-${digest.slice(1)}`,
    `anna:generate:sha256-${digest.toUpperCase()}`,
  ])('is not %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined();
  });

  it('is found among others by itself alone', () => {
    const keys = [parseApiKey('b:admin:another-key-of-somebody')!, parseApiKey(`anna:generate:sha256-${digest}`)!];
    expect(findKey(keys, plain)?.name).toBe('anna');
    for (const wrong of ['', plain.slice(1), `${plain} `, plain.toUpperCase(), digest, `sha256-${digest}`]) {
      expect(findKey(keys, wrong)).toBeUndefined();
    }
    expect(findKey([], plain)).toBeUndefined();
  });

  it('opens what its scopes say; admin opens everything', () => {
    const generate = parseApiKey(`a:generate:${plain}`)!;
    const admin = parseApiKey(`a:admin:${plain}`)!;
    expect([opens(generate, 'generate'), opens(generate, 'admin')]).toEqual([true, false]);
    expect([opens(admin, 'generate'), opens(admin, 'admin')]).toEqual([true, true]);
    const metrics = parseApiKey(`a:metrics:${plain}`)!;
    expect(scopes.map((scope) => opens(metrics, scope))).toEqual([false, true, false]);
    expect(scopes.map((scope) => opens(generate, scope))).toEqual([true, false, false]);
  });
});
