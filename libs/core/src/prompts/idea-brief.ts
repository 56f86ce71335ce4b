import type { Idea, Language } from '../ideas/idea.js';
import type { Angle } from './angle.js';

/** What shall become of an idea that there is. */
export interface Refinement {
  parent: Pick<Idea, 'id' | 'title' | 'content'>;
  /** What shall be different, in the user's words. */
  instruction: string;
}

/** What a prompt is made of. */
export interface IdeaBrief {
  prompt: string;
  category: string;
  /** 1 (sober) to 10 (wild). */
  creativityLevel: number;
  language: Language;
  /** How to look at the prompt; left out, as it stands. */
  angle?: Angle;
  /** Ideas to make one of, the best first; left out, none. */
  sources?: readonly Pick<Idea, 'title' | 'content'>[];
  /** The idea to write anew; left out, one that nobody has written yet. */
  refinement?: Refinement;
}
