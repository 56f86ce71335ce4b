import { MuseError } from '@muse/core/errors/muse-error.js';
import type { ChatMessage } from '@muse/core/prompts/chat-message.js';
import type { Prompt, PromptPart } from '@muse/core/prompts/prompt.js';

/** The parts of a tokenizer that encoding needs; `@huggingface/tokenizers` has them. */
export interface TextTokenizer {
  readonly normalizer: ((text: string) => string) | null;
  readonly preTokenizer: ((text: string, options: { section_index: number }) => string[]) | null;
  readonly model: (words: string[]) => string[];
  idOf(token: string): number;
  /** Tokens that the tokenizer takes out of the text before anything else, such as `<|end|>`. */
  readonly controlTokens: readonly string[];
  /** What the model expects before every text: its BOS token, or nothing. */
  readonly beginning: readonly number[];
}

/**
 * Stands between the characters of a text that holds the name of a control token, so that the name is not found in it. A
 * noncharacter: no text may contain it.
 */
const guard = '\uFDD0';

/**
 * Encodes prompts: messages through the model's chat template, texts as they stand. Control tokens come from the template
 * alone: where a user spells one (`<|end|>`, `[INST]`), it reaches the model as plain characters.
 */
export class PromptEncoder {
  private readonly controlPattern: RegExp | undefined;

  /** @param renderChat The model's own chat template, which writes its beginning itself; undefined where it has none. */
  constructor(
    private readonly tokenizer: TextTokenizer,
    private readonly renderChat: ((messages: readonly ChatMessage[]) => string) | undefined,
  ) {
    this.controlPattern = patternOf(tokenizer.controlTokens);
  }

  encode(prompt: Prompt): number[] {
    const ids = this.sectionsOf(prompt).flatMap((section, index) => this.encodeSection(section, index));
    const isWhole = prompt.type === 'chat' && this.renderChat !== undefined;
    const { beginning } = this.tokenizer;
    return isWhole || beginning.every((id, index) => ids[index] === id) ? ids : [...beginning, ...ids];
  }

  /**
   * The tokens of an answer behind a prompt, all of it plain characters: as they are where both are one text. Where the end of
   * the prompt and the beginning of the answer would be one token, the prompt keeps its tokens, because it is read first.
   */
  encodeAnswer(prompt: Prompt, answer: string): number[] {
    const sections = this.sectionsOf(prompt);
    const last = sections.length - 1;
    const before = this.encodeSection(sections[last], last);
    const both = this.encodeSection(sections[last] + answer, last);
    const goesOn = before.every((id, index) => both[index] === id);
    return goesOn ? both.slice(before.length) : this.encodeSection(answer, last + 2);
  }

  /** What the model reads, cut at control tokens: they are the odd sections, the text between them the even ones. */
  private sectionsOf(prompt: Prompt): string[] {
    const written = this.write(prompt);
    return this.controlPattern === undefined ? [written] : written.split(this.controlPattern);
  }

  private write(prompt: Prompt): string {
    if (prompt.type === 'text') return this.join(prompt.parts);
    const { renderChat } = this;
    if (renderChat === undefined) return this.join(prompt.otherwise.parts);
    const guarded = prompt.messages.map((message) => ({ ...message, content: this.protect(message.content.trim()) }));
    return render(renderChat, guarded);
  }

  /** A user's part stands between guards, so that no control token is joined from it and its neighbours. */
  private join(parts: readonly PromptPart[]): string {
    return parts.map(({ from, text }) => (from === 'user' ? guard + this.protect(text) + guard : text)).join('');
  }

  private protect(content: string): string {
    const text = content.replaceAll(guard, '');
    return this.controlPattern?.test(text) === true ? [...text].join(guard) : text;
  }

  private encodeSection(section: string, index: number): number[] {
    const { normalizer, preTokenizer, model } = this.tokenizer;
    if (index % 2 === 1) return [this.tokenizer.idOf(section)];
    const text = section.replaceAll(guard, '');
    const normal = normalizer === null ? text : normalizer(text);
    if (normal === '') return [];
    const words = preTokenizer === null ? [normal] : preTokenizer(normal, { section_index: index });
    return model(words).map((token) => this.tokenizer.idOf(token));
  }
}

/** Some templates take the roles in one order only, and say so. */
function render(renderChat: (messages: readonly ChatMessage[]) => string, messages: readonly ChatMessage[]): string {
  try {
    return renderChat(messages);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'no reason given';
    throw new MuseError('validation_failed', `The chat template of this model does not take these messages: ${reason}`);
  }
}

/** Finds any of the tokens, the longest first; without flags, so that `test` keeps no state. */
function patternOf(tokens: readonly string[]): RegExp | undefined {
  if (tokens.length === 0) return undefined;
  const longestFirst = [...tokens].sort((a, b) => b.length - a.length);
  return new RegExp(`(${longestFirst.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'u');
}
