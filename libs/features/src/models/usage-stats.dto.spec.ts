import { PreloadReport } from '@muse/core/preloading/preload-report.js';
import { toModelUsageDto, toPreloadReportDto } from './usage-stats.dto.js';

const lastUsed = new Date('2026-11-24T09:30:00.123Z');
const usage = { model: 'mini', usageCount: 10, totalTime: 25, lastUsed };
const after = (seconds: number): Date => new Date(lastUsed.getTime() + seconds * 1000);

describe('toModelUsageDto', () => {
  it('says the same in the words of the contract, with the average and the score of now', () => {
    expect(toModelUsageDto(usage, after(900))).toEqual({
      usage_count: 10,
      total_time: 25,
      average_time: 2.5,
      last_used: '2026-11-24T09:30:00.123Z',
      priority_score: 7.5,
    });
  });

  it.each([
    [0, 10],
    [1800, 5],
    [3600, 1],
    [86_400, 1],
  ])('lets the score decay: %d seconds after the last use it is %d', (seconds, score) => {
    expect(toModelUsageDto(usage, after(seconds)).priority_score).toBe(score);
  });
});

describe('toPreloadReportDto', () => {
  it('says the same in the words of the contract', () => {
    const report = new PreloadReport();
    expect(toPreloadReportDto(report)).toEqual({ hits: 0, cold_starts: 0, seconds_saved: 0, decisions: [] });
    report.loadedAhead('mini');
    report.found('mini', true, 1.5);
    report.found('mini', true, 1.5);
    report.found('big', false, 0);
    report.decided({ model: 'mini', action: 'load', reason: 'rank 1 of the most wanted' }, lastUsed);
    report.decided({ model: 'big', action: 'skip', reason: 'too large for the memory' }, after(60));
    expect(toPreloadReportDto(report)).toEqual({
      hits: 2,
      cold_starts: 1,
      seconds_saved: 1.5,
      decisions: [
        { at: '2026-11-24T09:30:00.123Z', model: 'mini', action: 'load', reason: 'rank 1 of the most wanted' },
        { at: '2026-11-24T09:31:00.123Z', model: 'big', action: 'skip', reason: 'too large for the memory' },
      ],
    });
  });
});
