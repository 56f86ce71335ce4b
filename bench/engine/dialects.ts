import type { Dialect } from './ask.js';

/** What peers say in their events; see peers/. */
interface PeerEvent {
  text?: string;
  prompt_tokens?: number;
  new_tokens?: number;
}

/** The plain servers of peers/. */
export const peerDialect: Dialect = {
  path: '/generate',
  body: ({ prompt, newTokens }) => ({ prompt, max_new_tokens: newTokens }),
  hear: (data) => {
    const { text, prompt_tokens, new_tokens } = data as PeerEvent;
    if (text !== undefined) return { text };
    return { promptTokens: prompt_tokens!, newTokens: new_tokens! };
  },
  templateTokens: { before: 0, after: 0 },
};

interface ServiceEvent {
  type: string;
  content?: string;
  error?: string;
  idea?: { usage: { prompt_tokens: number; completion_tokens: number } };
}

/** This service. */
export const ourDialect: Dialect = {
  path: '/api/v1/generate/stream',
  body: ({ prompt, newTokens, sampling = { temperature: 0, seed: 0 } }) => ({
    prompt: prompt.trim(),
    language: 'en',
    max_tokens: newTokens,
    ...sampling,
  }),
  hear: (data) => {
    const { type, content, error, idea } = data as ServiceEvent;
    if (type === 'error') throw new Error(error);
    if (content !== undefined) return { text: content };
    if (idea === undefined) return undefined;
    return { promptTokens: idea.usage.prompt_tokens, newTokens: idea.usage.completion_tokens };
  },
  // The chat template, and category, level and language of the request.
  templateTokens: { before: 7, after: 5 },
};
