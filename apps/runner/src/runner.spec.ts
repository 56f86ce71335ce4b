import type { FromRunner, RunnerSettings, TextUpdate } from '@muse/core/models/runner-messages.js';
import { loadLanguageModel } from '@muse/engine/load-language-model.js';
import { fakeLanguageModel, FakeStepModel } from '../../../test/support/fakes/fake-language-model.js';
import { turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { Runner } from './runner.js';

jest.mock('@muse/engine/load-language-model.js', () => ({ loadLanguageModel: jest.fn() }));

const settings: RunnerSettings = {
  directory: '/x',
  dtype: 'q8',
  contextLength: 64,
  threads: 1,
  maxBatchSize: 3,
  prefillChunk: 8,
  prefixCacheBytes: 0,
  speculate: false,
};
const request = aTextRequest('tea', { maxTokens: 5 });

describe('Runner', () => {
  let sent: FromRunner[];
  let runner: Runner;
  let memory: jest.SpyInstance<number>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    jest.mocked(loadLanguageModel).mockResolvedValue(fakeLanguageModel(new FakeStepModel(3)));
    // What this process really holds changes whenever it likes.
    memory = jest.spyOn(process.memoryUsage, 'rss').mockReturnValue(100e6);
    sent = [];
    runner = new Runner((message) => sent.push(message));
    runner.receive({ type: 'load', settings });
    await turn();
  });

  afterEach(() => {
    jest.useRealTimers();
    memory.mockRestore();
  });

  /** Lets the engine work until so many texts have ended. */
  async function finish(texts = 1): Promise<void> {
    const ends = (update: TextUpdate): boolean => 'event' in update && update.event.type === 'finished';
    const updates = (): TextUpdate[] => sent.flatMap((message) => (message.type === 'updates' ? message.updates : []));
    while (updates().filter(ends).length < texts) await turn();
  }

  it('says how it writes when it has loaded', () => {
    expect(sent).toEqual([{ type: 'loaded', slots: 3, memory: 100e6, batching: 'in_place', agreement: 'exact' }]);
  });

  it('says why where it cannot load, and the cause for the log', async () => {
    jest.mocked(loadLanguageModel).mockRejectedValue(new Error('/secret'));
    runner.receive({ type: 'load', settings });
    // It looks at the files meanwhile.
    while (sent.length < 2) await turn();
    const failure = { code: 'model_load_failed', detail: expect.stringContaining('config.json') };
    expect(sent.at(-1)).toEqual({ type: 'load_failed', failure, log: 'Error: /secret' });
  });

  it('says that it is alive while there is work and no news, and only where steps end', async () => {
    jest.advanceTimersByTime(1000);
    expect(sent).toHaveLength(1);
    // A prompt of many pieces: reading them brings nothing to tell.
    runner.receive({ type: 'generate', id: 7, request: aTextRequest('a prompt of more than 8 tokens, in pieces') });
    // No step has ended: that the process lives is no sign of life.
    jest.advanceTimersByTime(1000);
    expect(sent).toHaveLength(1);
    while (sent.length < 2) await turn();
    await turn();
    await turn();
    jest.advanceTimersByTime(250);
    expect(sent.at(-1)).toEqual({ type: 'alive', steps: [0] });
    await finish();
    const { length } = sent;
    jest.advanceTimersByTime(1000);
    expect(sent).toHaveLength(length);
  });

  it('tells of every step, with what it brought: 0 for one that read a prompt, else the texts that it wrote for', async () => {
    for (const id of [7, 8]) runner.receive({ type: 'generate', id, request: { ...request, maxTokens: 3 } });
    await finish(2);
    const steps = sent.flatMap((message) => ('steps' in message ? message.steps : []));
    // Each text has three tokens; the first comes with its prompt's last step.
    expect(steps).toEqual([0, 1, 0, 2, 1]);
  });

  it('says what memory it holds when that has changed by a megabyte', () => {
    memory.mockReturnValue(101e6);
    jest.advanceTimersByTime(1000);
    expect(sent).toHaveLength(1);
    memory.mockReturnValue(102e6);
    jest.advanceTimersByTime(1000);
    expect(sent.slice(1)).toEqual([{ type: 'memory', memory: 102e6 }]);
  });

  it('needs no further word where there were news, but for steps that nobody has heard of', async () => {
    runner.receive({ type: 'generate', id: 7, request: { ...request, maxTokens: 50 } });
    await finish();
    const { length } = sent;
    jest.advanceTimersByTime(500);
    expect(sent).toHaveLength(length);
  });

  it('says which field a failure is about', async () => {
    const sampling = { temperature: 0, seed: 1, logitBias: { 27: 1 } };
    runner.receive({ type: 'generate', id: 8, request: { ...request, sampling } });
    await turn();
    const reason = 'logit_bias: 27 is no token of this model, whose ids end at 26.';
    const failure = { code: 'validation_failed', detail: reason, errors: [{ path: 'logit_bias', reason }] };
    expect(sent).toContainEqual(expect.objectContaining({ type: 'updates', updates: [{ id: 8, failure }] }));
  });

  it('is silent about a text that was cancelled', async () => {
    runner.receive({ type: 'generate', id: 7, request });
    runner.receive({ type: 'cancel', id: 7 });
    await turn();
    const { length } = sent;
    jest.advanceTimersByTime(1000);
    expect(sent).toHaveLength(length);
  });
});
