import type { Candidate } from '../ensembles/candidate.js';
import type { Angle } from '../prompts/angle.js';
import type { Usage } from './usage.js';

/** Languages an idea can be written in. */
export const languages = ['de', 'en', 'it', 'fr', 'es'] as const;
export type Language = (typeof languages)[number];

/** Categories that the embedded model was trained on; a request may name any other slug. */
export const knownCategories = [
  'general',
  'business',
  'technology',
  'sustainability',
  'health',
  'education',
  'entertainment',
  'art',
] as const;

/** How an idea came to be. */
export const generationMethods = [
  'single',
  'stream',
  'model_batch',
  'parallel_batch',
  'sequential_batch',
  'ensemble',
] as const;
export type GenerationMethod = (typeof generationMethods)[number];

/** The finished result of a generation. */
export interface Idea {
  id: string;
  title: string;
  content: string;
  /** What the model wrote, byte for byte: title and content are made of it. Null where an idea is older than this field. */
  text: string | null;
  category: string;
  language: Language;
  prompt: string;
  /** How the prompt was looked at; null where it was taken as it stands. */
  angle: Angle | null;
  /** Id of the idea that this one was made of; null where it was made of none. The parent may be gone. */
  parentId: string | null;
  /** What was to be different from the parent; null without one. */
  instruction: string | null;
  /** 1 to 5, or null while nobody has rated it. */
  rating: number | null;
  /** Somebody keeps it in mind. */
  favourite: boolean;
  createdAt: Date;
  generationMethod: GenerationMethod;
  /** Catalog key of the model that wrote the text. */
  modelUsed: string;
  /** Seconds from the request to the last token, waiting included. */
  generationTime: number;
  /** What it was chosen from, by index; null where it was the only one. */
  candidates: readonly Candidate[] | null;
  /** Whether the text is one of before, and no model wrote it anew. */
  cached: boolean;
  usage: Usage;
}
