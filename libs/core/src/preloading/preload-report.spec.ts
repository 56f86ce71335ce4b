import fc from 'fast-check';
import type { PreloadDecision } from './plan-preload.js';
import { PreloadReport } from './preload-report.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 24, 12, 0, second));
const decision = (model: string, action: PreloadDecision['action'], reason = 'why'): PreloadDecision => ({
  model,
  action,
  reason,
});

describe('PreloadReport', () => {
  let report: PreloadReport;

  beforeEach(() => {
    report = new PreloadReport();
  });

  it('begins with nothing', () => {
    expect(report).toMatchObject({ hits: 0, coldStarts: 0, secondsSaved: 0, decisions: [] });
  });

  it('counts warm and cold requests', () => {
    report.found('a', false, 0);
    report.found('a', true, 4);
    report.found('a', true, 4);
    report.found('b', false, 0);
    expect(report).toMatchObject({ hits: 2, coldStarts: 2, secondsSaved: 0 });
  });

  it('has saved a load for the first warm request after a load ahead, and for no other', () => {
    report.loadedAhead('a');
    report.found('a', true, 4);
    expect(report.secondsSaved).toBe(4);
    report.found('a', true, 4);
    report.found('b', true, 9);
    expect(report).toMatchObject({ hits: 3, secondsSaved: 4 });
    report.loadedAhead('a');
    report.loadedAhead('a');
    report.found('a', true, 0.5);
    report.found('a', true, 0.5);
    expect(report).toMatchObject({ hits: 5, coldStarts: 0, secondsSaved: 4.5 });
  });

  it('has saved nothing where the model was gone again before anybody asked', () => {
    report.loadedAhead('a');
    report.found('a', false, 4);
    report.found('a', true, 4);
    expect(report).toMatchObject({ hits: 1, coldStarts: 1, secondsSaved: 0 });
  });

  it('keeps decisions with their time, the newest last', () => {
    expect(report.decided(decision('a', 'load'), at(1))).toBe(true);
    expect(report.decided(decision('b', 'skip'), at(2))).toBe(true);
    expect(report.decisions).toEqual([
      { at: at(1), model: 'a', action: 'load', reason: 'why' },
      { at: at(2), model: 'b', action: 'skip', reason: 'why' },
    ]);
  });

  it('keeps no decision that is the last one about its model', () => {
    report.decided(decision('a', 'keep', 'rank 1'), at(1));
    report.decided(decision('b', 'keep', 'rank 2'), at(1));
    expect(report.decided(decision('a', 'keep', 'rank 1'), at(2))).toBe(false);
    expect(report.decided(decision('b', 'keep', 'rank 2'), at(2))).toBe(false);
    expect(report.decisions).toHaveLength(2);
    expect(report.decided(decision('a', 'keep', 'rank 2'), at(3))).toBe(true);
    expect(report.decided(decision('a', 'evict', 'rank 2'), at(4))).toBe(true);
    expect(report.decided(decision('a', 'keep', 'rank 1'), at(5))).toBe(true);
    expect(report.decisions.map((decided) => decided.at)).toEqual([at(1), at(1), at(3), at(4), at(5)]);
  });

  it('keeps the latest 100', () => {
    for (let i = 0; i < 103; i += 1) report.decided(decision(`m${i}`, 'load'), at(i));
    expect(report.decisions).toHaveLength(100);
    expect(report.decisions[0].model).toBe('m3');
    expect(report.decisions[99].model).toBe('m102');
  });

  it('never holds more than 100, nor that a model is kept or skipped twice in a row for one reason', () => {
    const decisions = fc.array(
      fc.record({
        model: fc.constantFrom('a', 'b', 'c'),
        action: fc.constantFrom('load', 'evict', 'keep', 'skip'),
        reason: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(decisions, (all) => {
        const kept = new PreloadReport();
        const news = all.filter((made, second) => kept.decided(made, at(second)));
        expect(kept.decisions.map(({ at: _, ...made }) => made)).toEqual(news.slice(-100));
        for (const key of ['a', 'b', 'c']) {
          const about = kept.decisions
            .filter(({ model }) => model === key)
            .map(({ action, reason }) => action + reason);
          about
            .filter((made) => /^(keep|skip)/.test(made))
            .forEach((made) => expect(about.join(' ')).not.toContain(`${made} ${made}`));
        }
      }),
    );
  });
});
