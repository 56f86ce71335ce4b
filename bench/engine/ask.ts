import { postForEvents, type TimedEvent } from './sse-request.js';

/** A wish for text, the same for every server. */
export interface Wish {
  prompt: string;
  newTokens: number;
  /** Left out: the likeliest tokens. */
  sampling?: { temperature: number; seed: number };
}

/** What an event of a server says: text has come, or this was the end. Undefined says nothing. */
export type Heard = { text: string } | { promptTokens: number; newTokens: number } | undefined;

/** How to speak with a server. */
export interface Dialect {
  path: string;
  body(wish: Wish): unknown;
  hear(data: unknown): Heard;
  /** Tokens that the server puts around every prompt. */
  templateTokens: { before: number; after: number };
}

/** One answer; times in milliseconds. */
export interface Answer {
  text: string;
  promptTokens: number;
  newTokens: number;
  firstToken: number;
  /** Times from text to text. */
  gaps: number[];
}

/** Asks for a text and times it, from the request to each piece of text. */
export async function ask(url: string, dialect: Dialect, wish: Wish): Promise<Answer> {
  const listener = new Listener(dialect);
  await postForEvents(url + dialect.path, dialect.body(wish), (event) => listener.hear(event)).ended;
  return listener.answer();
}

/** Asks for a text, hangs up after some pieces of it, and answers the times between them. */
export async function hangUpAfter(url: string, dialect: Dialect, wish: Wish, pieces: number): Promise<number[]> {
  const listener = new Listener(dialect);
  const open = postForEvents(url + dialect.path, dialect.body(wish), (event) => {
    listener.hear(event);
    if (listener.times.length === pieces) open.hangUp();
  });
  await open.ended;
  if (listener.times.length < pieces) throw new Error('The text ended before it could be hung up.');
  return gapsOf(listener.times);
}

class Listener {
  readonly times: number[] = [];
  private readonly asked = performance.now();
  private readonly texts: string[] = [];
  private end?: { promptTokens: number; newTokens: number };

  constructor(private readonly dialect: Dialect) {}

  hear({ data, at }: TimedEvent): void {
    const heard = this.dialect.hear(data);
    if (heard === undefined) return;
    if ('text' in heard) {
      this.texts.push(heard.text);
      this.times.push(at);
    } else this.end = heard;
  }

  answer(): Answer {
    if (this.end === undefined || this.times.length === 0) throw new Error('A text did not come to its end.');
    const firstToken = this.times[0] - this.asked;
    // A last piece may come with the end, after the last token's own.
    const gaps = gapsOf(this.times.slice(0, this.end.newTokens));
    return { text: this.texts.join(''), ...this.end, firstToken, gaps };
  }
}

function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]);
}
