import { CoolDown } from './cool-down.js';

describe('CoolDown', () => {
  it('lets try what has not failed', () => {
    expect(new CoolDown().left(0)).toBe(0);
  });

  it('lasts twice as long after every failure, up to its limit', () => {
    const coolDown = new CoolDown(5, 30);
    const lengths = [100, 200, 300, 400, 500].map((now) => {
      coolDown.failed(now);
      return coolDown.left(now);
    });
    expect(lengths).toEqual([5, 10, 20, 30, 30]);
  });

  it('stays at its limit, however often it fails', () => {
    const coolDown = new CoolDown(5, 30);
    for (let failure = 0; failure < 2000; failure += 1) coolDown.failed(0);
    expect(coolDown.left(0)).toBe(30);
  });

  it('passes', () => {
    const coolDown = new CoolDown(5, 30);
    coolDown.failed(100);
    expect([102, 104.5, 105, 1000].map((now) => coolDown.left(now))).toEqual([3, 0.5, 0, 0]);
  });

  it('begins anew after a success', () => {
    const coolDown = new CoolDown(5, 30);
    coolDown.failed(100);
    coolDown.failed(200);
    coolDown.succeeded();
    expect(coolDown.left(200)).toBe(0);
    coolDown.failed(300);
    expect(coolDown.left(300)).toBe(5);
  });
});
