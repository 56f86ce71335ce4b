import type { Language } from '../ideas/idea.js';

/** What a prompt is made of. */
export interface IdeaBrief {
  prompt: string;
  category: string;
  /** 1 (sober) to 10 (wild). */
  creativityLevel: number;
  language: Language;
}
