import type { NumberedTextEvent } from '@muse/core/generations/generations.js';
import type { ChosenTokenLogProb, TextEvent, TokenLogProb } from '@muse/core/models/text-generation.js';
import { concat, from, lastValueFrom, throwError, toArray } from 'rxjs';
import { listen } from '../../../../test/support/fakes/listen.js';
import { answerStream } from './answer-stream.js';
import { chatStyle } from './chat-style.js';
import { completionStyle } from './completion-style.js';
import { hideRestarts, sinceRestart, type TextNews } from './text-news.js';
import { usageOf } from './usage.dto.js';
import { finishReasonOf, textsOf } from './written-text.js';

const head = { id: 'x-1', created: 5, model: 'm' };
const euro = [...Buffer.from('€')];

const token = (bytes: number[], logprob: number): TokenLogProb => ({
  tokenId: bytes[0],
  text: Buffer.from(bytes).toString(),
  bytes,
  logprob,
});
const chosen = (bytes: number[], logprob: number, ...likeliest: TokenLogProb[]): ChosenTokenLogProb => ({
  ...token(bytes, logprob),
  likeliest,
});

const a = chosen([97], -1, token([98], -0.5));
const halves = [chosen(euro.slice(0, 2), -2), chosen(euro.slice(2), -Infinity)];

function events(index: number, ...texts: TextEvent[]): TextNews[] {
  return texts.map((event) => ({ index, event }));
}

const first: TextEvent[] = [
  { type: 'queued', position: 1 },
  { type: 'started', promptTokens: 9, cachedTokens: 4, maxTokens: 60 },
  { type: 'text', text: 'a', completionTokens: 1, logprobs: [a] },
  { type: 'text', text: '€', completionTokens: 3, logprobs: halves },
  { type: 'finished', reason: 'stop', completionTokens: 4 },
];
const second: TextEvent[] = [
  { type: 'started', promptTokens: 9, cachedTokens: 9, maxTokens: 60 },
  { type: 'text', text: 'b', completionTokens: 1 },
  { type: 'finished', reason: 'loop', completionTokens: 60 },
];
/** As they come: the second choice ends before the first. */
const both = [...events(0, ...first.slice(0, 3)), ...events(1, ...second), ...events(0, ...first.slice(3))];

const usage = {
  prompt_tokens: 9,
  completion_tokens: 64,
  total_tokens: 73,
  prompt_tokens_details: { cached_tokens: 4 },
};

describe('usage', () => {
  it('counts a prompt once and every choice', () => {
    expect(usageOf(both, 2)).toEqual(usage);
  });

  it('counts every prompt', () => {
    expect(usageOf(both, 1)).toMatchObject({ prompt_tokens: 18, prompt_tokens_details: { cached_tokens: 13 } });
  });
});

describe('the texts of an answer', () => {
  it('are in the order of their choices', () => {
    expect(textsOf(both)).toEqual([
      { text: 'a€', logprobs: [a, ...halves], reason: 'stop' },
      { text: 'b', reason: 'loop' },
    ]);
  });

  it('may be empty', () => {
    expect(textsOf(events(0, first[1], first[4]))).toEqual([{ text: '', reason: 'stop' }]);
  });

  it('ended by themselves or were cut', () => {
    expect((['stop', 'length', 'loop'] as const).map(finishReasonOf)).toEqual(['stop', 'length', 'length']);
  });
});

describe('a chat answer', () => {
  const told = [
    { token: 'a', logprob: -1, bytes: [97], top_logprobs: [{ token: 'b', logprob: -0.5, bytes: [98] }] },
    { token: '\uFFFD', logprob: -2, bytes: euro.slice(0, 2), top_logprobs: [] },
    { token: '\uFFFD', logprob: -9999, bytes: euro.slice(2), top_logprobs: [] },
  ];

  it('has a message for each choice', () => {
    expect(chatStyle.whole(head, textsOf(both), usage)).toEqual({
      ...head,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'a€', refusal: null },
          logprobs: { content: told, refusal: null },
          finish_reason: 'stop',
        },
        {
          index: 1,
          message: { role: 'assistant', content: 'b', refusal: null },
          logprobs: null,
          finish_reason: 'length',
        },
      ],
      usage,
    });
  });

  it('is streamed: role, text, reason', () => {
    const pieceOf = chatStyle.pieces();
    const none = { index: 0, logprobs: null, finish_reason: null };
    expect(events(0, ...first).map(pieceOf)).toEqual([
      undefined,
      { ...none, delta: { role: 'assistant', content: '', refusal: null } },
      { ...none, delta: { content: 'a' }, logprobs: { content: told.slice(0, 1), refusal: null } },
      { ...none, delta: { content: '€' }, logprobs: { content: told.slice(1), refusal: null } },
      { ...none, delta: {}, finish_reason: 'stop' },
    ]);
  });
});

describe('a completion', () => {
  const logprobs = {
    tokens: ['a', 'bytes:\\xe2\\x82', 'bytes:\\xac'],
    token_logprobs: [-1, -2, -9999],
    top_logprobs: [{ b: -0.5, a: -1 }, { 'bytes:\\xe2\\x82': -2 }, { 'bytes:\\xac': -9999 }],
    text_offset: [0, 1, 2],
  };

  it('has a text for each choice', () => {
    expect(completionStyle.whole(head, textsOf(both), usage)).toEqual({
      ...head,
      object: 'text_completion',
      choices: [
        { text: 'a€', index: 0, logprobs, finish_reason: 'stop' },
        { text: 'b', index: 1, logprobs: null, finish_reason: 'length' },
      ],
      usage,
    });
  });

  it('is streamed with the offsets of the whole, whatever comes between', () => {
    const pieceOf = completionStyle.pieces();
    const texts = both.map(pieceOf).filter((piece) => piece !== undefined) as {
      index: number;
      logprobs: object | null;
    }[];
    const offsets = texts.flatMap(({ index, logprobs: own }) =>
      index === 0 && own !== null ? (own as typeof logprobs).text_offset : [],
    );
    expect(offsets).toEqual(logprobs.text_offset);
    expect(texts.at(-1)).toEqual({ text: '', index: 0, logprobs: null, finish_reason: 'stop' });
  });
});

describe('a text that is begun anew', () => {
  const restarted = (index: number, attempt = 2): NumberedTextEvent => ({
    index,
    event: { type: 'restarted', attempt },
  });

  it('is, when all have ended, what came since', () => {
    const told = [
      ...events(0, ...first.slice(0, 3)),
      ...events(1, ...second.slice(0, 2)),
      restarted(1),
      ...events(1, ...second.slice(0, 1)),
      restarted(1, 3),
      ...events(1, ...second),
      ...events(0, ...first.slice(3)),
    ];
    expect(textsOf(sinceRestart(told))).toEqual(textsOf(both));
    expect(usageOf(sinceRestart(told), 1)).toEqual(usageOf(both, 1));
  });

  it('is not to be seen in a stream where nothing of it was sent', async () => {
    const told = [...events(0, ...first.slice(0, 2)), restarted(0), restarted(0, 3), ...events(0, ...first)];
    const heard = await lastValueFrom(from(told).pipe(hideRestarts(), toArray()));
    expect(heard).toEqual(events(0, ...first.slice(0, 2), first[0], ...first.slice(2)));
    const plain = from(events(0, ...first)).pipe(answerStream(chatStyle, head, { n: 1, withUsage: true }), toArray());
    const sent = from(told).pipe(answerStream(chatStyle, head, { n: 1, withUsage: true }), toArray());
    expect(await lastValueFrom(sent)).toEqual(await lastValueFrom(plain));
  });

  it('ends a stream that has some of it, and of no other text', () => {
    const told = [...events(0, ...first.slice(0, 3)), ...events(1, second[0]), restarted(1), restarted(0), ...both];
    const heard = listen(from(told).pipe(answerStream(chatStyle, head, { n: 2, withUsage: false })));
    expect(heard.events).toHaveLength(3);
    expect(heard.error).toMatchObject({ code: 'interrupted' });
    expect(heard.completed).toBe(false);
  });
});

describe('a stream', () => {
  const chunk = (choices: object[]) => ({ ...head, object: 'chat.completion.chunk', choices });
  const pieces = both.map(chatStyle.pieces()).filter((piece) => piece !== undefined);

  it('ends with [DONE]', async () => {
    const sent = from(both).pipe(answerStream(chatStyle, head, { n: 2, withUsage: false }), toArray());
    expect((await lastValueFrom(sent)).map(({ data }) => data)).toEqual([
      ...pieces.map((piece) => chunk([piece])),
      '[DONE]',
    ]);
  });

  it('tells the usage before that, where it is asked for', async () => {
    const sent = from(both).pipe(answerStream(chatStyle, head, { n: 2, withUsage: true }), toArray());
    expect((await lastValueFrom(sent)).map(({ data }) => data)).toEqual([
      ...pieces.map((piece) => ({ ...chunk([piece]), usage: null })),
      { ...chunk([]), usage },
      '[DONE]',
    ]);
  });

  it('has neither where it fails', () => {
    const failing = concat(
      both.slice(0, 3),
      throwError(() => new Error('x')),
    );
    const heard = listen(failing.pipe(answerStream(chatStyle, head, { n: 2, withUsage: true })));
    expect(heard.events).toHaveLength(2);
    expect(heard).toMatchObject({ error: new Error('x'), completed: false });
  });
});
