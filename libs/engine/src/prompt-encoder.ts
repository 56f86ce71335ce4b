import type { ChatMessage } from '@muse/core/prompts/chat-message.js';

/** The parts of a tokenizer that encoding needs; `@huggingface/tokenizers` has them. */
export interface TextTokenizer {
  readonly normalizer: ((text: string) => string) | null;
  readonly preTokenizer: ((text: string, options: { section_index: number }) => string[]) | null;
  readonly model: (words: string[]) => string[];
  idOf(token: string): number;
  /** Tokens that the tokenizer takes out of the text before anything else, such as `<|end|>`. */
  readonly controlTokens: readonly string[];
}

/**
 * Stands between the characters of a text that holds the name of a control token, so that the name is not found in it. A
 * noncharacter: no text may contain it.
 */
const guard = '\uFDD0';

/**
 * Renders messages with a model's chat template and encodes them. Control tokens come from the template alone: where a
 * message spells one (`<|end|>`, `[INST]`), it reaches the model as plain characters.
 */
export class PromptEncoder {
  private readonly controlPattern: RegExp | undefined;

  constructor(
    private readonly tokenizer: TextTokenizer,
    private readonly render: (messages: readonly ChatMessage[]) => string,
  ) {
    this.controlPattern = patternOf(tokenizer.controlTokens);
  }

  encode(messages: readonly ChatMessage[]): number[] {
    const guarded = messages.map((message) => ({ ...message, content: this.protect(message.content.trim()) }));
    const sections = this.split(this.render(guarded));
    return sections.flatMap((section, index) => this.encodeSection(section, index));
  }

  private protect(content: string): string {
    const text = content.replaceAll(guard, '');
    return this.controlPattern?.test(text) === true ? [...text].join(guard) : text;
  }

  /** Cuts at control tokens: they are the odd sections, the text between them the even ones. */
  private split(rendered: string): string[] {
    return this.controlPattern === undefined ? [rendered] : rendered.split(this.controlPattern);
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

/** Finds any of the tokens, the longest first; without flags, so that `test` keeps no state. */
function patternOf(tokens: readonly string[]): RegExp | undefined {
  if (tokens.length === 0) return undefined;
  const longestFirst = [...tokens].sort((a, b) => b.length - a.length);
  return new RegExp(`(${longestFirst.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'u');
}
