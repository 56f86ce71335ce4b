import { fingerprintOf } from './fingerprint.js';

const sent = { prompts: ['Tee', 'Regen'], ensemble: { candidates: 2, models: ['a'] } };

describe('fingerprintOf', () => {
  it('is the same whatever the order of the fields, at any depth', () => {
    const other = { ensemble: { models: ['a'], candidates: 2 }, prompts: ['Tee', 'Regen'] };
    expect(fingerprintOf(other)).toBe(fingerprintOf(sent));
    expect(fingerprintOf(sent)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, unknown]>([
    ['the order of a list', { ...sent, prompts: ['Regen', 'Tee'] }],
    ['a value', { ...sent, ensemble: { candidates: 3, models: ['a'] } }],
    ['the type of a value', { ...sent, ensemble: { candidates: '2', models: ['a'] } }],
    ['a field less', { prompts: sent.prompts }],
    ['a field more', { ...sent, parallel: false }],
    ['null for a field', { ...sent, parallel: null }],
  ])('sees %s', (_, body) => {
    expect(fingerprintOf(body)).not.toBe(fingerprintOf(sent));
  });
});
