import type { BatchJob } from '@muse/core/batch-jobs/batch-job.js';
import type { Candidate } from '@muse/core/ensembles/candidate.js';
import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { Idea } from '@muse/core/ideas/idea.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import type { TextRequest } from '@muse/core/models/text-generation.js';
import type { ChatPrompt } from '@muse/core/prompts/prompt.js';

/** A kept idea; name what matters to the test. */
export function anIdea(fields: Partial<Idea> = {}): Idea {
  return {
    id: '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11',
    title: 'Solardächer für Schulen',
    content: 'Jede Schule bekommt ein Dach, das rechnet.\nUnd eine Klasse, die abliest.',
    text: '# Solardächer für Schulen\n\nJede Schule bekommt ein Dach, das rechnet.\nUnd eine Klasse, die abliest. ',
    category: 'technology',
    language: 'de',
    prompt: 'Solardächer',
    angle: null,
    parentId: null,
    instruction: null,
    rating: null,
    favourite: false,
    createdAt: new Date('2026-11-24T09:30:00.123Z'),
    generationMethod: 'single',
    modelUsed: 'muse-mini',
    generationTime: 1.25,
    candidates: null,
    cached: false,
    usage: { promptTokens: 17, completionTokens: 96 },
    ...fields,
  };
}

/** The winner of an ensemble; name what matters to the test. */
export function aCandidate(fields: Partial<Candidate> = {}): Candidate {
  return {
    index: 0,
    modelUsed: 'muse-mini',
    fused: false,
    seed: 7,
    title: 'Solardächer für Schulen',
    content: 'Jede Schule bekommt ein Dach, das rechnet.',
    scores: { likelihood: 0.7, crossLikelihood: null, onTopic: 1, length: 0.5, nonRepetition: 1, novelty: 0.25 },
    sum: 0.69,
    rank: 1,
    reason: 'It is the only candidate.',
    error: null,
    generationTime: 1.25,
    usage: { promptTokens: 17, completionTokens: 96 },
    ...fields,
  };
}

/** A model of the catalog. */
export function anEntry(fields: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    key: 'muse-mini',
    name: 'Muse Mini',
    description: 'A model for tests.',
    directory: '/models/muse-mini',
    dtype: 'q8',
    device: 'cpu',
    languages: ['de', 'en'],
    contextLength: 512,
    sizeGb: 0.007,
    requiresToken: false,
    recommended: true,
    promptTemplate: 'muse-mini',
    verified: null,
    ...fields,
  };
}

/** One message of a user's, for models with and without a chat template. */
export function aPrompt(content = 'general 5 de: Tee'): ChatPrompt {
  const otherwise = { type: 'text', parts: [{ from: 'user', text: content }] } as const;
  return { type: 'chat', messages: [{ role: 'user', content }], otherwise };
}

/** What a model is asked to write. */
export function aTextRequest(content = 'general 5 de: Tee', fields: Partial<TextRequest> = {}): TextRequest {
  return { prompt: aPrompt(content), maxTokens: 20, sampling: { temperature: 0, seed: 1 }, ...fields };
}

/** A wish for an idea. */
export function aGenerationRequest(fields: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    method: 'single',
    client: 'key anna',
    prompt: 'Tee',
    category: 'general',
    creativityLevel: 5,
    language: 'de',
    maxTokens: 100,
    ...fields,
  };
}

/** A batch of two prompts on one model. */
export function aBatchJob(fields: Partial<BatchJob> = {}): BatchJob {
  return {
    id: '5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11',
    client: 'address 127.0.0.1',
    prompts: ['Tee', 'Regen'],
    models: ['muse-mini'],
    wish: { category: 'general', creativityLevel: 5, language: 'de', maxTokens: 100 },
    parallel: true,
    status: 'open',
    createdAt: new Date('2026-11-24T09:30:00.123Z'),
    ...fields,
  };
}
