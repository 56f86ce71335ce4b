import type { BatchEvent } from '@muse/core/batch/batch-event.js';
import type { BatchItem } from '@muse/core/batch/batch-plan.js';
import { BatchDiversity } from '@muse/core/diversity/batch-diversity.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import fc from 'fast-check';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { toIdeaDto } from '../generation/idea.dto.js';
import { BatchSummary } from './batch-summary.js';

const item = (index: number): BatchItem => ({ index, prompt: `p${index}`, model: `m${index}` });
const idea = (index: number) => anIdea({ id: `idea ${index}`, prompt: `p${index}` });
const completed = (index: number): BatchEvent => ({
  item: item(index),
  event: { type: 'complete', ideaId: `idea ${index}`, idea: idea(index) },
});
const failed = (index: number): BatchEvent => ({
  item: item(index),
  failure: new MuseError('runner_died', `It died at ${index}.`),
});
const failure = (index: number) => ({ ...item(index), code: 'runner_died', detail: `It died at ${index}.` });

/** Of a batch whose ideas nobody compares. */
const none = new BatchDiversity();
const noDiversity = { distinct: 0, mean_similarity: null, rewritten: 0 };

/** The ends of a batch's items, in any order; with other events of the items between them. */
const endings = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }).chain((outcomes) =>
  fc.shuffledSubarray(
    outcomes.map((succeeds, index) => ({ index, succeeds })),
    { minLength: outcomes.length },
  ),
);

describe('BatchSummary', () => {
  it('begins with nothing', () => {
    const summary = new BatchSummary(4, none);
    expect(summary.progress()).toEqual({ done: 0, failed: 0, total: 4, progress: 0 });
    expect(summary.response(2)).toEqual({
      ideas: [],
      total_count: 4,
      success_count: 0,
      failed_count: 0,
      total_time: 2,
      average_time: 0,
      errors: [],
      diversity: noDiversity,
    });
  });

  it('adds up ideas and failures in the order of their prompts, however they end', () => {
    const summary = new BatchSummary(4, none);
    for (const event of [failed(3), completed(2), failed(1), completed(0)]) expect(summary.add(event)).toBe(true);
    expect(summary.response(3)).toEqual({
      ideas: [toIdeaDto(idea(0)), toIdeaDto(idea(2))],
      total_count: 4,
      success_count: 2,
      failed_count: 2,
      total_time: 3,
      average_time: 1.5,
      errors: [failure(1), failure(3)],
      diversity: noDiversity,
    });
  });

  it('tells how different the ideas are', () => {
    const diversity = new BatchDiversity();
    const summary = new BatchSummary(3, diversity);
    for (const content of ['Tee im Wald', 'Brot', 'Tee, im Wald!']) diversity.add({ title: '', content });
    // The first and the third say the same; what they share with the second is nothing.
    expect(summary.response(1).diversity).toEqual({ distinct: 2, mean_similarity: 1 / 3, rewritten: 0 });
  });

  it('is not moved by what ends no item', () => {
    const summary = new BatchSummary(2, none);
    const ideaId = 'x';
    const going: BatchEvent[] = [
      { item: item(0), event: { type: 'queued', ideaId, position: 1 } },
      { item: item(0), event: { type: 'start', ideaId, modelUsed: 'm' } },
      { item: item(0), event: { type: 'text', ideaId, text: 'Tee', progress: 0.5 } },
    ];
    for (const event of going) expect(summary.add(event)).toBe(false);
    expect(summary.progress()).toEqual({ done: 0, failed: 0, total: 2, progress: 0 });
  });

  it('has no average where nothing succeeded', () => {
    const summary = new BatchSummary(1, none);
    summary.add(failed(0));
    expect(summary.response(7)).toMatchObject({ success_count: 0, failed_count: 1, total_time: 7, average_time: 0 });
  });

  it('adds up at the end, whatever succeeds and in whatever order', () => {
    const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(endings, seconds, (ends, time) => {
        const summary = new BatchSummary(ends.length, none);
        for (const { index, succeeds } of ends) summary.add(succeeds ? completed(index) : failed(index));
        const response = summary.response(time);
        const indices = (wanted: boolean): number[] =>
          ends.flatMap(({ index, succeeds }) => (succeeds === wanted ? [index] : [])).sort((a, b) => a - b);
        expect(response.success_count + response.failed_count).toBe(response.total_count);
        expect(response.total_count).toBe(ends.length);
        expect(response.success_count).toBe(indices(true).length);
        expect(response.ideas.map(({ prompt }) => prompt)).toEqual(indices(true).map((index) => `p${index}`));
        expect(response.errors.map(({ index }) => index)).toEqual(indices(false));
        expect(response.total_time).toBe(time);
        expect(response.average_time).toBe(response.success_count === 0 ? 0 : time / response.success_count);
      }),
    );
  });

  it('shows a progress that rises with every end, and is 1 only after the last', () => {
    fc.assert(
      fc.property(endings, (ends) => {
        const summary = new BatchSummary(ends.length, none);
        let before = summary.progress().progress;
        expect(before).toBe(0);
        ends.forEach(({ index, succeeds }, ended) => {
          summary.add(succeeds ? completed(index) : failed(index));
          const { done, failed: lost, total, progress } = summary.progress();
          expect(done + lost).toBe(ended + 1);
          expect(total).toBe(ends.length);
          expect(progress).toBeGreaterThan(before);
          expect(progress === 1).toBe(ended === ends.length - 1);
          before = progress;
        });
      }),
    );
  });
});
