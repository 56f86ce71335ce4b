import { Subject } from 'rxjs';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { MuseError } from '../errors/muse-error.js';
import type { TextEvent } from '../models/text-generation.js';
import { observeText } from './observe-text.js';
import type { TextNews } from './text-observer.js';

describe('observeText', () => {
  let now: number;
  let told: TextNews[];
  let text: Subject<TextEvent>;
  let reader: Heard<TextEvent>;

  beforeEach(() => {
    now = 1000;
    told = [];
    text = new Subject();
    reader = listen(text.pipe(observeText((news) => told.push(news), { warm: true, now: () => now })));
  });

  /** The model says something after so many milliseconds. */
  function say(milliseconds: number, event: TextEvent): void {
    now += milliseconds;
    text.next(event);
    if (event.type === 'finished') text.complete();
  }

  const started: TextEvent = { type: 'started', promptTokens: 9, cachedTokens: 4, maxTokens: 20 };
  const wrote = (completionTokens: number): TextEvent => ({ type: 'text', text: 'x', completionTokens });

  it('tells a text from its beginning to its end, with times and tokens', () => {
    say(10, { type: 'queued', position: 1 });
    say(490, started);
    say(250, wrote(1));
    say(100, wrote(2));
    say(500, wrote(5));
    say(400, { type: 'finished', reason: 'length', completionTokens: 6 });
    expect(told).toEqual([
      { type: 'queued', warm: true },
      { type: 'started', promptTokens: 9, cachedTokens: 4, secondsWaited: 0.5 },
      { type: 'first_token', seconds: 0.75 },
      { type: 'tokens', count: 1 },
      { type: 'tokens', count: 1 },
      { type: 'tokens', count: 3 },
      { type: 'tokens', count: 1 },
      { type: 'left', outcome: 'length', wasStarted: true, secondsPerToken: 0.2 },
    ]);
    expect(reader.events).toHaveLength(6);
    expect(reader.completed).toBe(true);
  });

  it('tells of a text that is given how it waited and that it was read, and of no token', () => {
    const news: TextNews[] = [];
    listen(text.pipe(observeText((one) => news.push(one), { warm: true, isGiven: true, now: () => now })));
    say(500, started);
    say(100, wrote(1));
    say(100, wrote(9));
    say(100, { type: 'finished', reason: 'stop', completionTokens: 9 });
    expect(news).toEqual([
      { type: 'queued', warm: true },
      { type: 'started', promptTokens: 9, cachedTokens: 4, secondsWaited: 0.5 },
      { type: 'left', outcome: 'read', wasStarted: true, secondsPerToken: undefined },
    ]);
  });

  it('tells why a text that is given failed', () => {
    const news: TextNews[] = [];
    const failing = new Subject<TextEvent>();
    listen(failing.pipe(observeText((one) => news.push(one), { warm: false, isGiven: true, now: () => now })));
    failing.error(new MuseError('runner_died', 'It died.'));
    const left = { type: 'left', outcome: 'runner_died', wasStarted: false, secondsPerToken: undefined };
    expect(news).toEqual([{ type: 'queued', warm: false }, left]);
  });

  it('knows no time per token where only one came', () => {
    say(1, started);
    say(1, wrote(1));
    say(1, { type: 'finished', reason: 'stop', completionTokens: 1 });
    expect(told.at(-1)).toEqual({ type: 'left', outcome: 'stop', wasStarted: true, secondsPerToken: undefined });
    expect(told.filter(({ type }) => type === 'tokens')).toEqual([{ type: 'tokens', count: 1 }]);
  });

  it('tells the code of a failure', () => {
    text.error(new MuseError('prompt_too_long', 'Too long.'));
    expect(told.slice(1)).toEqual([
      { type: 'left', outcome: 'prompt_too_long', wasStarted: false, secondsPerToken: undefined },
    ]);
    expect(reader.error).toMatchObject({ code: 'prompt_too_long' });
  });

  it('tells that its reader left', () => {
    say(1, started);
    reader.subscription.unsubscribe();
    say(1, wrote(1));
    expect(told.slice(2)).toEqual([
      { type: 'left', outcome: 'cancelled', wasStarted: true, secondsPerToken: undefined },
    ]);
  });

  it('is cold: each subscription is a text of its own', () => {
    const observed = text.pipe(observeText((news) => told.push(news), { warm: false }));
    expect(told).toHaveLength(1);
    listen(observed);
    listen(observed);
    expect(told.slice(1)).toEqual([
      { type: 'queued', warm: false },
      { type: 'queued', warm: false },
    ]);
  });
});
