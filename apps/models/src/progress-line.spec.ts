import { progressLine, size } from './progress-line.js';

describe('progressLine', () => {
  it('shows a bar, the bytes, the rate and the time that is left', () => {
    const progress = { bytes: 250e6, totalBytes: 1e9, bytesPerSecond: 5e6, secondsLeft: 150 };
    const line = '[#######-----------------------]  25 %  250.0 MB of 1.00 GB, 5.0 MB/s, 3 min left';
    expect(progressLine(progress)).toBe(line);
  });

  it('is full only at the end', () => {
    const near = progressLine({ bytes: 999, totalBytes: 1000, bytesPerSecond: 0, secondsLeft: null });
    expect(near).toBe('[#############################-]  99 %  1 kB of 1 kB, 0 kB/s');
    const end = progressLine({ bytes: 1000, totalBytes: 1000, bytesPerSecond: 0, secondsLeft: 0 });
    expect(end).toContain(`[${'#'.repeat(30)}] 100 %`);
  });

  it('takes the unit that suits', () => {
    expect([0, 999, 1500, 2.5e6, 3.25e9].map(size)).toEqual(['0 kB', '1 kB', '2 kB', '2.5 MB', '3.25 GB']);
  });
});
