import type { components } from './schema.js';

type Schemas = components['schemas'];

export type Idea = Schemas['Idea'];
export type IdeaPage = Schemas['IdeaPage'];
export type IdeaRequest = Schemas['IdeaRequest'];
/** Without a prompt the service picks one, and writes no ensemble. */
export type StreamRequest =
  IdeaRequest | (Omit<IdeaRequest, 'prompt' | 'ensemble'> & { prompt?: undefined; ensemble?: undefined });
export type RandomRequest = Schemas['RandomRequest'];
export type RefineRequest = Schemas['RefineRequest'];
/** Where an idea comes from, and what was made of it. */
export type IdeaTree = Schemas['IdeaTree'];
/** A way of looking at a prompt. */
export type Angle = Schemas['Angle'];
/** What the candidates of an ensemble are ranked by. */
export type Ranking = Schemas['Ranking'];
export type StreamEvent = Schemas['StreamEvent'];
/** Several candidates for one idea. */
export type Ensemble = Schemas['EnsembleRequest'];
/** What was written for an ensemble, its scores, its rank, and why. */
export type Candidate = Schemas['Candidate'];
export type CandidateScores = Schemas['CandidateScores'];
export type CandidateEvent = Schemas['CandidateEvent'];
export type CandidateCompleteEvent = Schemas['CandidateCompleteEvent'];
/** Which ideas are meant; without a field, all of them. */
export type IdeaFilter = {
  category?: string;
  language?: Language;
  /** Key of a model. */
  model?: string;
  /** 1 to 5. */
  min_rating?: number;
  favourite?: boolean;
  /** Words that title, text or prompt hold. */
  q?: string;
};
export type ExportFormat = 'json' | 'csv' | 'md';
export type Language = Idea['language'];

export type BatchRequest = Schemas['BatchRequest'];
export type BatchResponse = Schemas['BatchResponse'];
/** How different the ideas of a batch are. */
export type Diversity = Schemas['Diversity'];
export type BatchStreamEvent = Schemas['BatchStreamEvent'];
export type DurableBatchRequest = Schemas['BatchJobRequest'];
export type DurableBatch = Schemas['BatchJob'];
export type DurableBatchSummary = Schemas['BatchJobSummary'];
export type DurableBatchEvent = Schemas['BatchJobStreamEvent'];
export type BatchItem = Schemas['BatchItem'];

export type Model = Schemas['Model'];
export type ModelEvent = Schemas['ModelEvent'];
export type PreloadRequest = Schemas['PreloadRequest'];
export type PreloadResponse = Schemas['PreloadResponse'];
export type UsageStats = Schemas['UsageStats'];

export type Stats = Schemas['Stats'];
export type LiveStats = Schemas['StatsStreamEvent'];

export type FieldProblem = Schemas['ProblemField'];
/** `unknown` where what answered is not the service. */
export type ProblemCode = Schemas['Problem']['code'] | 'unknown';
