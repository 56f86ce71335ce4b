import { RestartPolicy } from './restart-policy.js';

describe('RestartPolicy', () => {
  it('allows three restarts a minute', () => {
    const policy = new RestartPolicy();
    expect([0, 1, 2, 3, 59].map((at) => policy.allows(at))).toEqual([true, true, true, false, false]);
  });

  it('forgets a death after a minute', () => {
    const policy = new RestartPolicy();
    expect([0, 20, 40, 59.9].map((at) => policy.allows(at))).toEqual([true, true, true, false]);
    // Within the last minute: 40, 59.9 and now 80.
    expect(policy.allows(80)).toBe(true);
  });

  it('is calm when nothing has died for a minute', () => {
    const policy = new RestartPolicy();
    expect(policy.isCalm(0)).toBe(true);
    policy.allows(10);
    policy.allows(20);
    expect([20, 79.9, 80].map((at) => policy.isCalm(at))).toEqual([false, false, true]);
  });

  it('takes other bounds', () => {
    const policy = new RestartPolicy(1, 10);
    expect([0, 5, 15, 15.5, 26].map((at) => policy.allows(at))).toEqual([true, false, true, false, true]);
  });
});
