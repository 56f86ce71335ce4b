import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { ChatMessage } from '@muse/core/prompts/chat-message.js';
import type { TextTokenizer } from './prompt-encoder.js';
import type { Vocabulary } from './token-bytes.js';

/** What we use of the tokenizer inside a transformers.js tokenizer; its own types cannot be resolved by TypeScript. */
interface InnerTokenizer {
  normalizer: TextTokenizer['normalizer'];
  pre_tokenizer: TextTokenizer['preTokenizer'];
  model: TextTokenizer['model'];
  token_to_id(token: string): number | undefined;
  id_to_token(id: number): string | undefined;
  get_added_tokens_decoder(): Map<number, { id: number; content: string; special: boolean }>;
}

function innerOf(tokenizer: PreTrainedTokenizer): InnerTokenizer {
  return tokenizer._tokenizer as InnerTokenizer;
}

/** The parts of a tokenizer that encode, with its control tokens apart. */
export function textTokenizer(tokenizer: PreTrainedTokenizer): TextTokenizer {
  const inner = innerOf(tokenizer);
  return {
    normalizer: inner.normalizer,
    preTokenizer: inner.pre_tokenizer,
    model: (words) => inner.model(words),
    idOf: (token) => inner.token_to_id(token) ?? tokenizer.unk_token_id,
    controlTokens: [...inner.get_added_tokens_decoder().values()].map(({ content }) => content),
    beginning: tokenizer.encode(''),
  };
}

/** The parts of a tokenizer that turn tokens into text. */
export function vocabularyOf(tokenizer: PreTrainedTokenizer): Vocabulary {
  const inner = innerOf(tokenizer);
  const added = [...inner.get_added_tokens_decoder().values()];
  const control = new Set(added.filter(({ special }) => special).map(({ id }) => id));
  return {
    tokenOf: (id) => inner.id_to_token(id),
    isControl: (id) => control.has(id),
    // GPT-2's character for a space; a SentencePiece vocabulary has ▁ instead.
    style: inner.token_to_id('Ġ') === undefined ? 'sentence-piece' : 'byte-level',
  };
}

/** Writes messages with the model's own chat template; undefined where it has none. */
export function chatRenderer(
  tokenizer: PreTrainedTokenizer,
): ((messages: readonly ChatMessage[]) => string) | undefined {
  // Null or left out, depending on the tokenizer's files.
  if (typeof tokenizer.chat_template !== 'string' && !Array.isArray(tokenizer.chat_template)) return undefined;
  return (messages) => tokenizer.apply_chat_template([...messages], { tokenize: false, add_generation_prompt: true });
}
