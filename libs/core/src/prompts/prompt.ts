import type { ChatMessage } from './chat-message.js';

/** A piece of a text: the template's own words, which may name control tokens, or a user's, which never become any. */
export interface PromptPart {
  from: 'template' | 'user';
  text: string;
}

/** A text that the model reads as it stands, without a chat template. */
export interface TextPrompt {
  type: 'text';
  parts: readonly PromptPart[];
}

/**
 * Messages for the model's own chat template. Only the runner knows whether the model has one; `otherwise` is what it reads
 * where it has none.
 */
export interface ChatPrompt {
  type: 'chat';
  messages: readonly ChatMessage[];
  otherwise: TextPrompt;
}

/** What a model reads before it writes. */
export type Prompt = ChatPrompt | TextPrompt;
