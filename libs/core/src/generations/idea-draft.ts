import { MuseError } from '../errors/muse-error.js';
import type { Idea } from '../ideas/idea.js';
import { splitText } from '../ideas/split-text.js';
import type { GenerationRequest } from './generation-request.js';

/** An idea while it is written: gathers the text and the figures that the idea will carry. */
export class IdeaDraft {
  maxTokens: number;
  promptTokens = 0;
  private text = '';

  constructor(
    readonly id: string,
    private readonly request: GenerationRequest,
    readonly modelUsed: string,
    private readonly startedAt = performance.now(),
  ) {
    this.maxTokens = request.maxTokens;
  }

  append(text: string): void {
    this.text += text;
  }

  /** @throws MuseError `empty_answer` where the model wrote nothing that can be read. */
  finish(completionTokens: number): Idea {
    const { title, content } = splitText(this.text);
    if (title === '') throw new MuseError('empty_answer', `The model ${this.modelUsed} ended without writing a word.`);
    const { category, language, prompt, method, angle, refinement } = this.request;
    return {
      id: this.id,
      title,
      content,
      text: this.text,
      category,
      language,
      prompt,
      angle: angle ?? null,
      parentId: refinement?.parent.id ?? null,
      instruction: refinement?.instruction ?? null,
      rating: null,
      favourite: false,
      createdAt: new Date(),
      generationMethod: method,
      modelUsed: this.modelUsed,
      generationTime: (performance.now() - this.startedAt) / 1000,
      candidates: null,
      cached: false,
      usage: { promptTokens: this.promptTokens, completionTokens },
    };
  }
}
