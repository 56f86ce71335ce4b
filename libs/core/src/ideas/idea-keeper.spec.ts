import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { RecordedTracing } from '../../../../test/support/fakes/recorded-tracing.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import { IdeaKeeper } from './idea-keeper.js';

describe('IdeaKeeper', () => {
  it('keeps an idea as a span of its own, and says how long it took', async () => {
    const [ideas, tracing, seconds] = [new MemoryIdeaRepository(), new RecordedTracing(), [] as number[]];
    const idea = anIdea();
    const keeping = new IdeaKeeper(ideas, tracing, (took) => seconds.push(took)).keep(idea, 'text');
    expect(tracing.told).toEqual(['save idea < text …']);
    await keeping;
    expect(tracing.told).toEqual(['save idea < text']);
    await expect(ideas.find(idea.id)).resolves.toEqual(idea);
    expect(seconds).toEqual([expect.any(Number)]);
  });

  it('lets its failure pass, and says it of the span', async () => {
    const [tracing, seconds] = [new RecordedTracing(), [] as number[]];
    const full = new MuseError('disk_full', 'No room.');
    const keeper = new IdeaKeeper({ save: () => Promise.reject(full) }, tracing, (took) => seconds.push(took));
    await expect(keeper.keep(anIdea())).rejects.toBe(full);
    expect([tracing.told, seconds]).toEqual([['save idea !disk_full'], []]);
  });
});
