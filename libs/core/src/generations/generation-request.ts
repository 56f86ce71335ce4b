import type { Ensemble } from '../ensembles/ensemble.js';
import type { GenerationMethod } from '../ideas/idea.js';
import type { IdeaBrief } from '../prompts/idea-brief.js';

/** What becomes of a generation whose worker is lost: another begins anew, or it fails. In one process neither happens. */
export const lossPolicies = ['restart', 'fail'] as const;

export type LossPolicy = (typeof lossPolicies)[number];

/** A validated wish for an idea. What is left out gets its default from `temperature.ts`, the model or the registry. */
export interface GenerationRequest extends IdeaBrief {
  method: GenerationMethod;
  /** The id that the idea gets; drawn where none is given. Where there is an idea with it, the generation fails at its end. */
  ideaId?: string;
  /** Whose wish it is; where texts have to wait, clients take turns. */
  client: string;
  /** Catalog key; without one the current model answers. */
  model?: string;
  /** Several candidates, of which one becomes the idea; left out, one text does. */
  ensemble?: Ensemble;
  /** Tokens to write at most. */
  maxTokens: number;
  temperature?: number;
  topP?: number;
  topK?: number;
  seed?: number;
  /** Whether a text of before may be the answer, where chance has no part in it; default: true. */
  cache?: boolean;
  /** W3C traceparent of the span that it belongs below; left out, its trace begins with it. */
  trace?: string;
  /** Whether it waited elsewhere until its model was loaded: it has not found it warm then. */
  waitedForModel?: boolean;
  /** What to do when the worker that writes it is lost; `restart` where nothing is said. */
  onWorkerLoss?: LossPolicy;
}
