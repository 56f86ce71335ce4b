import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import type { ChatMessage } from '@muse/core/prompts/chat-message.js';
import { renderConversation } from '@muse/core/prompts/render-conversation.js';
import type { ChatRequest } from './chat-request.dto.js';
import type { Message } from './message.dto.js';
import { boundCharacters, refuseWhere, type TextOrder, toTextOrder } from './text-order.js';

/**
 * The texts that a chat request asks for.
 * @param seed where the request has none
 * @throws MuseError `validation_failed` where fields contradict each other or ask for too much.
 */
export function toChatOrder(request: ChatRequest, entry: CatalogEntry, seed: number): TextOrder {
  const { max_tokens, max_completion_tokens, logprobs, top_logprobs } = request;
  const messages = request.messages.map(toChatMessage);
  const wantsLogprobs = logprobs === true;
  refuseWhere(
    !messages.some(({ role }) => role === 'user') || messages.at(-1)?.role === 'assistant',
    'messages',
    "messages must have one of the user's, and must not end with one of the assistant's: to go on with it is not supported",
  );
  refuseWhere(
    typeof max_tokens === 'number' && typeof max_completion_tokens === 'number',
    'max_tokens',
    'max_tokens and max_completion_tokens mean the same: send one of them',
  );
  refuseWhere(
    typeof top_logprobs === 'number' && !wantsLogprobs,
    'top_logprobs',
    'top_logprobs may only be there with logprobs: true',
  );
  boundCharacters(
    'messages',
    messages.map(({ content }) => content),
    entry,
  );
  const asked = {
    field: 'messages',
    prompts: [renderConversation(messages, entry.promptTemplate)],
    maxTokens: max_completion_tokens ?? max_tokens ?? entry.contextLength,
    logprobs: wantsLogprobs ? (top_logprobs ?? 0) : undefined,
  } as const;
  return toTextOrder(request, asked, entry, seed);
}

/** Without halves of characters, which no model can read. */
function toChatMessage({ role, content }: Message): ChatMessage {
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('');
  return { role: role === 'developer' ? 'system' : role, content: text.toWellFormed() };
}
