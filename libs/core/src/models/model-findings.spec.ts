import { ModelFindings } from './model-findings.js';

describe('ModelFindings', () => {
  const loaded = { slots: 8, memory: 2e9, batching: 'in_place', agreement: 'exact' } as const;

  it('knows nothing of a model that has not run', () => {
    const findings = new ModelFindings();
    expect([findings.wayOf('a'), findings.peakOf('a')]).toEqual([undefined, undefined]);
  });

  it('keeps how a model wrote when it was last loaded', () => {
    const findings = new ModelFindings();
    findings.loaded('a', loaded);
    findings.loaded('a', { ...loaded, batching: 'one_by_one', agreement: 'wrong' });
    expect(findings.wayOf('a')).toEqual({ batching: 'one_by_one', agreement: 'wrong' });
  });

  it('keeps the most that one process held', () => {
    const findings = new ModelFindings();
    findings.loaded('a', loaded);
    for (const memory of [2.5e9, 3e9, 1e9]) findings.holds('a', memory);
    findings.loaded('a', loaded);
    expect(findings.peakOf('a')).toBe(3);
  });
});
