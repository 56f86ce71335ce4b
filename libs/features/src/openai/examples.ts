/** What the explorer offers to try, and clients to copy. */
export const chatExamples = {
  whole: {
    summary: 'A message',
    value: {
      model: 'muse-mini',
      messages: [{ role: 'user', content: 'Rainwater in the backyard' }],
      max_completion_tokens: 200,
    },
  },
  brief: {
    summary: 'muse-mini, with the category, the creativity level and the language',
    value: {
      model: 'muse-mini',
      messages: [{ role: 'user', content: 'technology 7 de: Solardächer für Schulen' }],
      temperature: 0.8,
      seed: 42,
    },
  },
  stream: {
    summary: 'Streamed, with the usage at the end',
    value: {
      model: 'muse-mini',
      messages: [{ role: 'user', content: 'Rainwater in the backyard' }],
      stream: true,
      stream_options: { include_usage: true },
    },
  },
};

export const completionExamples = {
  whole: {
    summary: 'Two ways in which a text may go on',
    value: { model: 'muse-mini', prompt: 'Rainwater in the backyard', n: 2, seed: 42, max_tokens: 40 },
  },
  stream: {
    summary: 'Streamed',
    value: { model: 'muse-mini', prompt: 'Rainwater in the backyard', stream: true, max_tokens: 40 },
  },
};
