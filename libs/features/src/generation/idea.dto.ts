import type { GenerationMethod, Idea, Language } from '@muse/core/ideas/idea.js';
import type { Angle } from '@muse/core/prompts/angle.js';
import { type CandidateDto, toCandidateDto } from './candidate.dto.js';
import { toUsageDto, type UsageDto } from './usage.dto.js';

/** A finished idea. */
export class IdeaDto {
  /** @example 0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
  id: string;
  title: string;
  content: string;
  /** @example technology */
  category: string;
  language: Language;
  prompt: string;
  /** How the prompt was looked at; null where it was taken as it stands. */
  angle: Angle | null;
  /** Id of the idea that this one was made of, which may be deleted by now; null where it was made of none. */
  parent_id: string | null;
  /** What was to be different from the parent; null without one. */
  instruction: string | null;
  /** 1 to 5, or null while nobody has rated it. */
  rating: number | null;
  /** Whether somebody marked it. */
  favourite: boolean;
  /** @example 2026-11-24T09:30:00.000Z */
  created_at: string;
  generation_method: GenerationMethod;
  /**
   * Key of the model that wrote the text.
   * @example muse-mini
   */
  model_used: string;
  /** Seconds, waiting included. */
  generation_time: number;
  /** What an ensemble had to choose from, by index; null where it was no ensemble. */
  candidates: CandidateDto[] | null;
  /** Whether it was answered from the prompt cache: the same request had this text before, and no model wrote it anew. */
  cached: boolean;
  usage: UsageDto;
}

export function toIdeaDto(idea: Idea): IdeaDto {
  return {
    id: idea.id,
    title: idea.title,
    content: idea.content,
    category: idea.category,
    language: idea.language,
    prompt: idea.prompt,
    angle: idea.angle,
    parent_id: idea.parentId,
    instruction: idea.instruction,
    rating: idea.rating,
    favourite: idea.favourite,
    created_at: idea.createdAt.toISOString(),
    generation_method: idea.generationMethod,
    model_used: idea.modelUsed,
    generation_time: idea.generationTime,
    candidates: idea.candidates?.map(toCandidateDto) ?? null,
    cached: idea.cached,
    usage: toUsageDto(idea.usage),
  };
}
