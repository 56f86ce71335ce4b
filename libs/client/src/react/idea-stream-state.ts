import { MuseProblem } from '../problem.js';
import type { Idea, ProblemCode, StreamEvent } from '../types.js';
import { type CandidateState, withCandidate, withCandidateText, withRanks } from './candidate-state.js';

/** What to tell of a failure. */
export interface Failure {
  code: ProblemCode;
  message: string;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
}

/** An idea while it is written, and after. */
export interface IdeaStreamState {
  status: 'idle' | 'connecting' | 'queued' | 'writing' | 'done' | 'failed' | 'stopped';
  /** Everything that has been written, since it was begun the last time; of an ensemble, what its winner says. */
  text: string;
  /** What an ensemble has to choose from, by index, at the end with ranks; empty where it is no ensemble. */
  candidates: readonly CandidateState[];
  /** 0 to 1; falls where it is begun anew, and nowhere else. */
  progress: number;
  /** How often it was begun: more than once where a worker was lost. */
  attempt: number;
  /** Place in the queue while `queued`, 1 for the next. */
  position?: number;
  /** Key of the model that writes. */
  model?: string;
  idea?: Idea;
  failure?: Failure;
  /** Whether the connection is lost and is being tried again. */
  isLost: boolean;
  /** Seconds from the request to the first text, that of a candidate included. */
  secondsToFirstText?: number;
  /** Tokens per second from the first text to the last; of an ensemble, whose texts are written side by side, not told. */
  tokensPerSecond?: number;
  /** Milliseconds of a clock that never goes back. */
  startedAt: number;
}

export const idle: IdeaStreamState = {
  status: 'idle',
  text: '',
  candidates: [],
  progress: 0,
  attempt: 1,
  isLost: false,
  startedAt: 0,
};

export type IdeaStreamAction =
  | { type: 'begin'; at: number }
  | { type: 'event'; event: StreamEvent; at: number }
  | { type: 'lost'; isLost: boolean }
  | { type: 'fail'; error: unknown }
  | { type: 'stop' };

/** The state after something happened; `at` is milliseconds of a clock that never goes back. */
export function reduceIdeaStream(state: IdeaStreamState, action: IdeaStreamAction): IdeaStreamState {
  switch (action.type) {
    case 'begin':
      return { ...idle, status: 'connecting', startedAt: action.at };
    case 'lost':
      return { ...state, isLost: action.isLost };
    case 'stop':
      return isRunning(state) ? { ...state, status: 'stopped', isLost: false } : state;
    case 'fail':
      return { ...state, status: 'failed', isLost: false, failure: toFailure(action.error) };
    case 'event':
      return afterEvent(state, action.event, action.at);
  }
}

/** Whether there is something to stop. */
export function isRunning({ status }: Pick<IdeaStreamState, 'status'>): boolean {
  return status === 'connecting' || status === 'queued' || status === 'writing';
}

/** What to tell of anything thrown. */
export function toFailure(error: unknown): Failure {
  if (error instanceof MuseProblem) {
    return { code: error.code, message: error.message, retryAfter: error.retryAfter };
  }
  return { code: 'unknown', message: error instanceof Error ? error.message : String(error) };
}

function afterEvent(state: IdeaStreamState, event: StreamEvent, at: number): IdeaStreamState {
  switch (event.type) {
    case 'queued':
      return { ...state, status: 'queued', position: event.position };
    case 'start':
      return { ...writing(state), model: event.model_used };
    case 'candidate': {
      const candidates = withCandidateText(state.candidates, event);
      return { ...writingAt(state, at), candidates, progress: event.progress };
    }
    case 'candidate_complete':
      return { ...writing(state), candidates: withCandidate(state.candidates, event), progress: event.progress };
    case 'chunk':
      return { ...writingAt(state, at), text: state.text + event.content, progress: event.progress };
    case 'restart':
      return {
        ...state,
        status: 'queued',
        text: '',
        candidates: [],
        progress: 0,
        attempt: event.attempt,
        position: undefined,
        secondsToFirstText: undefined,
      };
    case 'complete':
      return {
        ...state,
        status: 'done',
        progress: 1,
        idea: event.idea,
        candidates: withRanks(state.candidates, event.idea.candidates ?? []),
        tokensPerSecond: rateOf(state, event.idea, at),
      };
    case 'error':
      return { ...state, status: 'failed', failure: { code: event.code, message: event.error } };
  }
}

function writing(state: IdeaStreamState): IdeaStreamState {
  return { ...state, status: 'writing', position: undefined };
}

/** Text has come; the first one is measured. */
function writingAt(state: IdeaStreamState, at: number): IdeaStreamState {
  return { ...writing(state), secondsToFirstText: state.secondsToFirstText ?? (at - state.startedAt) / 1000 };
}

/** The first token took its own time: those after it are what the rate is about. */
function rateOf(state: IdeaStreamState, { usage, candidates }: Idea, at: number): number | undefined {
  const { startedAt, secondsToFirstText } = state;
  if (secondsToFirstText === undefined || candidates !== null) return undefined;
  const seconds = (at - startedAt) / 1000 - secondsToFirstText;
  return seconds > 0 ? (usage.completion_tokens - 1) / seconds : undefined;
}
