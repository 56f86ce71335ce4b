import { joinParts } from '@muse/core/prompts/fill-template.js';
import type { LanguageModel } from '@muse/engine/language-model.js';
import { type KvBlock, type SlotCache, StepModel } from '@muse/engine/step-model.js';
import { TokenBytes } from '@muse/engine/token-bytes.js';

const letters = 'abcdefghijklmnopqrstuvwxyz';
/** Token 0 ends a text, the others are letters. */
export const endToken = 0;
const vocabularySize = letters.length + 1;

/** What the fake model thinks after these tokens: a pure function of all of them, from -3 to 3. */
export function logitsAfter(history: readonly number[]): Float32Array {
  let hash = 2166136261;
  for (const token of history) hash = Math.imul(hash ^ (token + 1), 16777619);
  return Float32Array.from({ length: vocabularySize }, (_, id) => {
    let mixed = Math.imul(hash ^ (id + 1), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * 6 - 3;
  });
}

/** One step that the engine asked for. */
export type FakeStep =
  { type: 'extend'; slot: number; start: number; end: number } | { type: 'decode'; lengths: readonly number[] };

/**
 * A model whose slots remember the tokens that were written into them. Its next token depends on all of them, so that a
 * row that was moved wrongly, or that reads its neighbour's slot, writes another text.
 */
export class FakeStepModel extends StepModel implements SlotCache {
  override readonly vocabularySize = vocabularySize;
  readonly memory: number[][];
  readonly steps: FakeStep[] = [];
  /** Steps fail with what this returns, if anything. */
  failure: (step: FakeStep) => Error | undefined = () => undefined;
  private logits = new Float32Array(0);
  /** Names the token that is certain to come next, where it shall not be left to chance. */
  think?: (history: readonly number[]) => number;
  private busy = false;
  private reserved = { rows: 0, length: 0 };

  constructor(
    override readonly slots: number,
    override readonly contextLength = 64,
    override readonly positions = slots * contextLength,
  ) {
    super();
    this.memory = Array.from({ length: slots }, () => []);
  }

  override get cache(): SlotCache {
    return this;
  }

  override extend(slot: number, tokenIds: Int32Array, start: number, end: number, wanted = 1): Promise<Float32Array> {
    return this.step({ type: 'extend', slot, start, end }, () => {
      this.put(slot, start, tokenIds.subarray(start, end));
      return Array.from({ length: wanted }, (_, i) => this.memory[slot].slice(0, end - wanted + 1 + i));
    });
  }

  override decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    return this.step({ type: 'decode', lengths }, () => {
      tokenIds.forEach((token, row) => this.put(row, lengths[row], [token]));
      return tokenIds.map((_, row) => this.memory[row]);
    });
  }

  reserve(rows: number, length: number): void {
    this.mustRest();
    if (rows > this.slots) throw new Error(`There are ${this.slots} slots, not ${rows}.`);
    if (length > this.contextLength) throw new Error(`A slot has ${this.contextLength} positions, not ${length}.`);
    if (rows > 1 && rows * length > this.positions) throw new Error(`${rows} rows of ${length} do not fit.`);
    this.reserved = { rows, length };
  }

  move(from: number, to: number, length: number): void {
    this.mustRest();
    this.memory[to] = this.memory[from].slice(0, length);
  }

  read(slot: number, start: number, end: number): KvBlock {
    this.mustRest();
    const data = Int32Array.from(this.memory[slot].slice(start, end));
    return { length: end - start, bytes: data.byteLength, data };
  }

  write(slot: number, start: number, { data }: KvBlock): void {
    this.mustRest();
    this.put(slot, start, data as Int32Array);
  }

  private logitsFor(history: readonly number[]): Float32Array {
    if (this.think === undefined) return logitsAfter(history);
    const certain = this.think(history);
    return Float32Array.from({ length: vocabularySize }, (_, id) => (id === certain ? 50 : 0));
  }

  private mustRest(): void {
    if (this.busy) throw new Error('The cache was touched within a step.');
  }

  private put(slot: number, start: number, tokens: Iterable<number>): void {
    if (slot >= this.reserved.rows) throw new Error(`Slot ${slot} was not reserved.`);
    const kept = this.memory[slot].slice(0, start);
    if (kept.length !== start) throw new Error(`Slot ${slot} holds ${kept.length} tokens, not ${start}.`);
    this.memory[slot] = [...kept, ...tokens];
    if (this.memory[slot].length > this.reserved.length) throw new Error(`Slot ${slot} is full.`);
  }

  /** @param run does the step; answers the tokens before each place that gets logits */
  private async step(step: FakeStep, run: () => number[][]): Promise<Float32Array> {
    if (this.busy) throw new Error('Two steps overlap.');
    this.busy = true;
    // Logits are valid until the next step only.
    this.logits.fill(Number.NaN);
    this.steps.push(step);
    await new Promise((resolve) => setImmediate(resolve));
    this.busy = false;
    const failure = this.failure(step);
    if (failure !== undefined) throw failure;
    this.logits = Float32Array.from(run().flatMap((history) => [...this.logitsFor(history)]));
    return this.logits;
  }
}

/** Prompts of small letters, one token each. */
export function fakeLanguageModel(model: FakeStepModel): LanguageModel {
  return {
    model,
    batching: 'in_place',
    agreement: 'exact',
    encode: (prompt) => {
      const { parts } = prompt.type === 'chat' ? prompt.otherwise : prompt;
      return [...joinParts(parts)].map((letter) => letters.indexOf(letter) + 1);
    },
    encodeAnswer: (_prompt, text) => [...text].flatMap((letter) => letters.indexOf(letter) + 1 || []),
    tokenBytes: new TokenBytes({
      tokenOf: (id) => (id === endToken ? '<end>' : letters[id - 1]),
      isControl: (id) => id === endToken,
      style: 'byte-level',
    }),
    endTokenIds: new Set([endToken]),
    defaults: { topK: 0, topP: 1, wordBias: 0 },
  };
}

/** The greedy text after a prompt, worked out without an engine. */
export function greedyText(prompt: string, maxTokens: number): { text: string; reason: 'stop' | 'length' } {
  const history = [...prompt].map((letter) => letters.indexOf(letter) + 1);
  let text = '';
  while (text.length < maxTokens) {
    const logits = logitsAfter(history);
    const token = logits.indexOf(Math.max(...logits));
    if (token === endToken) return { text, reason: 'stop' };
    text += letters[token - 1];
    history.push(token);
  }
  return { text, reason: 'length' };
}
