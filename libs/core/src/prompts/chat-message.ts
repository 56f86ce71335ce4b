/** One message of a conversation, as chat templates take it. Its content is text, never control tokens. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}
