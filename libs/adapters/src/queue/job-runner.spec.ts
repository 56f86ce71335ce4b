import type { MuseError } from '@muse/core/errors/muse-error.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { noTracing } from '@muse/core/tracing/tracing.js';
import type { Redis } from 'ioredis';
import { EventEmitter } from 'node:events';
import { Subject } from 'rxjs';
import { aGenerationRequest } from '../../../../test/support/fakes/samples.js';
import type { LostLog } from '../redis/redis-event-log.js';
import type { JobTools, TakenJob } from './job-run.js';
import { JobRunner } from './job-runner.js';

const id = 'an-idea';
const text = (content: string): IdeaEvent => ({ type: 'text', ideaId: id, text: content, progress: 0.5 });

const taken = (fields: Partial<TakenJob> = {}): TakenJob => ({
  id,
  job: { kind: 'idea', request: { ...aGenerationRequest(), ideaId: id, model: 'muse-mini' } },
  attempt: 1,
  losses: 0,
  addedAt: 0,
  ...fields,
});

/** A runner of jobs whose texts and whose Redis are scripted. */
describe('JobRunner', () => {
  /** The texts that were begun, in their order. */
  let texts: Subject<IdeaEvent>[];
  let told: unknown[];
  let losses: Subject<LostLog>;
  let wanted: () => Promise<string[]>;
  let written: () => Promise<void>;
  let runner: JobRunner;

  beforeEach(() => {
    texts = [];
    told = [];
    losses = new Subject();
    wanted = () => Promise.resolve(['yes']);
    written = () => Promise.resolve();
    let attempt = 0;
    const log = {
      lost: losses,
      takeOver: (_: string, by: number) => (attempt = by),
      append: (_: string, event: IdeaEvent) => told.push([attempt, event.type === 'text' ? event.text : event.type]),
      fail: (_: string, error: MuseError) => told.push([attempt, error.code]),
      written: () => written(),
      release: () => told.push([attempt, '(released)']),
      remove: () => told.push([attempt, '(removed)']),
    };
    const generate = (): Subject<IdeaEvent> => {
      texts.push(new Subject());
      return texts.at(-1)!;
    };
    const tools = { generations: { generate }, ideas: { find: () => Promise.resolve(undefined) }, log };
    const redis = Object.assign(new EventEmitter(), { status: 'ready', evalsha: () => wanted() });
    const subscriber = Object.assign(new EventEmitter(), { subscribe: () => Promise.resolve() });
    runner = new JobRunner({ ...tools, kept: { forget: () => {} }, tracing: noTracing } as unknown as JobTools, {
      redis: redis as unknown as Redis,
      subscriber: subscriber as unknown as Redis,
    });
  });

  afterEach(() => runner.close());

  const begun = async (count: number): Promise<void> => {
    while (texts.length < count) await new Promise(setImmediate);
  };

  it('lets go of an attempt whose job this same process takes anew, and ends it after the later one', async () => {
    const ends: string[] = [];
    const first = runner.run(taken()).then((end) => ends.push(`first ${end}`));
    await begun(1);
    texts[0].next(text('a'));
    const second = runner.run(taken({ attempt: 2, losses: 1 })).then((end) => ends.push(`second ${end}`));
    await begun(2);
    expect(texts[0].observed).toBe(false);
    texts[1].next(text('b'));
    expect(runner.active).toBe(1);
    texts[1].complete();
    await Promise.all([first, second]);
    expect(ends).toEqual(['second ended', 'first lost']);
    expect(told).toEqual([
      [1, 'a'],
      [1, '(released)'],
      [2, 'restart'],
      [2, 'b'],
      [2, '(released)'],
    ]);
    expect(runner.active).toBe(0);
  });

  it.each([
    ['failed', 'given back'],
    ['gone', 'lost'],
    ['overtaken', 'lost'],
  ] as const)('is done with a job whose log is %s: %s', async (why, end) => {
    const run = runner.run(taken());
    await begun(1);
    losses.next({ id, why });
    expect(await run).toBe(end);
    expect(texts[0].observed).toBe(false);
  });

  it('gives back what came to its end where that could not be told', async () => {
    written = () => {
      losses.next({ id, why: 'failed' });
      return Promise.resolve();
    };
    const run = runner.run(taken());
    await begun(1);
    texts[0].complete();
    expect(await run).toBe('given back');
  });

  it('gives back what it cannot ask about, since nobody would hear of its failure', async () => {
    wanted = () => Promise.reject(new Error('OOM command not allowed'));
    expect(await runner.run(taken())).toBe('given back');
    expect({ texts, told }).toEqual({ texts: [], told: [] });
  });

  it('begins nothing that nobody reads, and whose log is gone', async () => {
    for (const answer of ['no', 'gone', 'ended']) {
      wanted = () => Promise.resolve([answer]);
      expect(await runner.run(taken())).toBe('unwanted');
    }
    expect({ texts, told }).toEqual({ texts: [], told: [] });
  });

  it.each([
    [{ attempt: 4, losses: 3 }, 'worker_lost'],
    [{ attempt: 21, losses: 0 }, 'worker_lost'],
  ])('begins no job anew that was taken too often: %j', async (fields, code) => {
    expect(await runner.run(taken(fields))).toBe('ended');
    expect(told).toEqual([
      [fields.attempt, code],
      [fields.attempt, '(released)'],
    ]);
    expect(texts).toEqual([]);
  });

  it('begins it where that was not so often', async () => {
    const run = runner.run(taken({ attempt: 4, losses: 2 }));
    await begun(1);
    texts[0].complete();
    expect(await run).toBe('ended');
    expect(told[0]).toEqual([4, 'restart']);
  });
});
