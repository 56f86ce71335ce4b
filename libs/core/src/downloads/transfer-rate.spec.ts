import { TransferRate } from './transfer-rate.js';

describe('TransferRate', () => {
  it('is 0 as long as there is nothing to tell', () => {
    const rate = new TransferRate();
    expect(rate.bytesPerSecond).toBe(0);
    rate.add(1, 100);
    expect(rate.bytesPerSecond).toBe(0);
    rate.add(1, 200);
    expect(rate.bytesPerSecond).toBe(0);
  });

  it('does not count what was here before', () => {
    const rate = new TransferRate();
    rate.add(10, 1_000_000);
    rate.add(12, 1_000_400);
    expect(rate.bytesPerSecond).toBe(200);
  });

  it('forgets what is longer ago than its window', () => {
    const rate = new TransferRate(5);
    for (let at = 0; at <= 10; at += 1) rate.add(at, at * 1000);
    for (let at = 11; at <= 20; at += 1) rate.add(at, 10_000 + (at - 10) * 10);
    expect(rate.bytesPerSecond).toBe(10);
  });

  it('never falls below 0, where a file had to be begun anew', () => {
    const rate = new TransferRate();
    rate.add(0, 1000);
    rate.add(1, 0);
    expect(rate.bytesPerSecond).toBe(0);
  });
});
