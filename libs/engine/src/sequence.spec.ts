import { Random } from './random.js';
import { Sequence } from './sequence.js';

const sampling = { temperature: 0, topK: 0, topP: 1, random: new Random(1) };
const sequence = (maxTokens = 3): Sequence => new Sequence(1, [7, 8], maxTokens, sampling);

describe('Sequence', () => {
  it('begins with its prompt', () => {
    const { status, length, promptLength, completionTokens, lastToken, computed, isRunning } = sequence();
    expect({ status, length, promptLength, completionTokens, lastToken, computed, isRunning }).toEqual({
      status: 'waiting',
      length: 2,
      promptLength: 2,
      completionTokens: 0,
      lastToken: 8,
      computed: 0,
      isRunning: false,
    });
  });

  it('runs while it reads its prompt and while it writes', () => {
    const one = sequence();
    const running = (['waiting', 'prefilling', 'decoding', 'finished', 'aborted'] as const).filter((status) => {
      one.status = status;
      return one.isRunning;
    });
    expect(running).toEqual(['prefilling', 'decoding']);
  });

  it('grows token by token and ends at its limit', () => {
    const one = sequence(2);
    one.status = 'decoding';
    one.append(5, false);
    expect([one.completionTokens, one.lastToken, one.finishReason]).toEqual([1, 5, undefined]);
    one.append(6, false);
    expect([one.completionTokens, one.status, one.finishReason]).toEqual([2, 'finished', 'length']);
    expect([...one.tokenIds]).toEqual([7, 8, 5, 6]);
  });

  it('ends with a token that ends texts, which is no part of it', () => {
    const one = sequence();
    one.append(5, false);
    one.append(0, true);
    expect([one.completionTokens, one.lastToken, one.status, one.finishReason]).toEqual([1, 5, 'finished', 'stop']);
  });

  it('ends by itself also where its limit is reached at once', () => {
    const one = sequence(1);
    one.append(0, true);
    expect([one.completionTokens, one.finishReason]).toEqual([0, 'stop']);
  });

  it('ends for the reason that came last', () => {
    const one = sequence(1);
    one.append(5, false);
    one.end('stop');
    expect([one.status, one.finishReason, one.completionTokens]).toEqual(['finished', 'stop', 1]);
    const gone = sequence();
    gone.abort();
    gone.end('loop');
    expect([gone.status, gone.finishReason]).toEqual(['aborted', undefined]);
  });

  it('can be aborted, unless it has ended', () => {
    const [running, ended] = [sequence(), sequence()];
    running.abort();
    ended.append(0, true);
    ended.abort();
    expect([running.status, ended.status]).toEqual(['aborted', 'finished']);
    expect(running.finishReason).toBeUndefined();
  });
});
