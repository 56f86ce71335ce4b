import { PrefillPace } from './prefill-pace.js';

describe('PrefillPace', () => {
  it('reads the largest pieces while nobody writes, and until it knows better', () => {
    const pace = new PrefillPace(128);
    expect([pace.chunk(0), pace.chunk(3)]).toEqual([128, 128]);
    pace.read(128, 1);
    pace.wrote(0.01);
    expect(pace.chunk(0)).toBe(128);
  });

  it('takes about one step of those who write', () => {
    const pace = new PrefillPace(128);
    pace.read(100, 0.1);
    pace.wrote(0.02);
    expect(pace.chunk(1)).toBe(20);
  });

  it('never cuts too small, nor larger than it may', () => {
    const pace = new PrefillPace(128);
    pace.read(10, 1);
    pace.wrote(0.01);
    expect(pace.chunk(5)).toBe(16);
    const small = new PrefillPace(8);
    small.read(10, 1);
    small.wrote(0.01);
    expect(small.chunk(5)).toBe(8);
    const quick = new PrefillPace(128);
    quick.read(128, 0.001);
    quick.wrote(1);
    expect(quick.chunk(5)).toBe(128);
  });

  it('follows what it measures', () => {
    const pace = new PrefillPace(1000);
    pace.read(100, 0.1);
    pace.wrote(0.01);
    for (let i = 0; i < 50; i += 1) pace.wrote(0.1);
    expect(pace.chunk(8)).toBeGreaterThan(95);
    expect(pace.chunk(8)).toBeLessThanOrEqual(100);
  });
});
