import { Subject } from 'rxjs';
import { listen } from '../../../../test/support/fakes/listen.js';
import { RecordedTracing } from '../../../../test/support/fakes/recorded-tracing.js';
import { aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { TextEvent } from '../models/text-generation.js';
import { TextTrace } from './text-trace.js';
import { noTracing } from './tracing.js';

const started: TextEvent = { type: 'started', promptTokens: 9, cachedTokens: 4, maxTokens: 20 };
const steps = { prompt: { count: 1, seconds: 0.25 }, answer: { count: 7, seconds: 0.5 } };
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 8, steps };

describe('TextTrace', () => {
  let tracing: RecordedTracing;
  let events: Subject<TextEvent>;
  let loaded: Subject<string>;

  beforeEach(() => {
    tracing = new RecordedTracing();
    events = new Subject();
    loaded = new Subject();
  });

  function trace(isLoaded = true, given?: string): TextTrace {
    const request = aTextRequest('Tee', { maxTokens: 20, given });
    return new TextTrace(tracing, {
      model: 'muse-mini',
      request,
      parent: 'request',
      ...(!isLoaded && { loaded }),
    });
  }

  function follow(text: TextTrace): ReturnType<typeof listen<TextEvent>> {
    return listen(text.ending(text.hearing(events)));
  }

  it('tells that a text was given and read, and of no token that was written', () => {
    follow(trace(true, 'Tee und Tassen'));
    events.next(started);
    events.next(finished);
    events.complete();
    expect(tracing.told).toEqual(['chat muse-mini < request', 'wait < chat muse-mini', 'read text < chat muse-mini']);
    expect(tracing.spans[0].attributes['gen_ai.usage.output_tokens']).toBeUndefined();
  });

  it('tells the wait, the writing and the figures of a text', () => {
    const reader = follow(trace());
    events.next({ type: 'queued', position: 1 });
    expect(tracing.told).toEqual(['chat muse-mini < request …', 'wait < chat muse-mini …']);
    events.next(started);
    expect(tracing.told.slice(1)).toEqual(['wait < chat muse-mini', 'write text < chat muse-mini …']);
    events.next({ type: 'text', text: 'Tee', completionTokens: 8 });
    events.next(finished);
    events.complete();
    expect(tracing.told).toEqual(['chat muse-mini < request', 'wait < chat muse-mini', 'write text < chat muse-mini']);
    expect(tracing.spans[0].attributes).toMatchObject({
      'gen_ai.request.max_tokens': 20,
      'gen_ai.usage.input_tokens': 9,
      'gen_ai.usage.output_tokens': 8,
      'gen_ai.response.finish_reasons': ['stop'],
    });
    expect(tracing.spans[2].attributes).toEqual({
      'muse.prompt.cached_tokens': 4,
      'muse.prompt.steps': 1,
      'muse.prompt.seconds': 0.25,
      'muse.answer.steps': 7,
      'muse.answer.seconds': 0.5,
    });
    expect(reader.completed).toBe(true);
  });

  it('ends the load when the model is there, though the text still waits', () => {
    follow(trace(false));
    loaded.next('muse-mini');
    expect(tracing.told.slice(1)).toEqual(['wait < chat muse-mini …', 'load model < wait']);
  });

  it('says of a load that fails that it failed, and the wait and the text with it', () => {
    follow(trace(false));
    events.error(new MuseError('model_load_failed', 'It is broken.'));
    expect(tracing.told).toEqual([
      'chat muse-mini < request !model_load_failed',
      'wait < chat muse-mini !model_load_failed',
      'load model < wait !model_load_failed',
    ]);
    expect(loaded.observed).toBe(false);
  });

  it('leaves what had ended as it was when the writing fails', () => {
    follow(trace());
    events.next(started);
    events.error(new MuseError('runner_died', 'Gone.'));
    expect(tracing.told).toEqual([
      'chat muse-mini < request !runner_died',
      'wait < chat muse-mini',
      'write text < chat muse-mini !runner_died',
    ]);
  });

  it('knows a reader that hangs up from a failure', () => {
    const reader = follow(trace());
    events.next(started);
    reader.subscription.unsubscribe();
    expect(tracing.told).toEqual(['chat muse-mini < request', 'wait < chat muse-mini', 'write text < chat muse-mini']);
    expect(tracing.spans.map(({ attributes }) => attributes['muse.cancelled'])).toEqual([true, undefined, undefined]);
  });

  it('has what is done with the text below it', () => {
    tracing.start('save idea', { parent: trace().context });
    expect(tracing.told.at(-1)).toBe('save idea < chat muse-mini …');
  });

  it('asks the runner for its steps only where somebody will see them', () => {
    const request = aTextRequest();
    expect(trace().request).toMatchObject({ tellsSteps: true });
    expect(new TextTrace(noTracing, { model: 'muse-mini', request }).request).toBe(request);
  });
});
