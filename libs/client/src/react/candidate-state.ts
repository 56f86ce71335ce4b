import type { Candidate, CandidateCompleteEvent, CandidateEvent } from '../types.js';

/** A candidate of an ensemble while it is written, and after. */
export interface CandidateState {
  /** Its place in the ensemble, from 0. */
  index: number;
  /** Key of the model that writes it. */
  model: string;
  text: string;
  /** What became of it; undefined while it is written. */
  candidate?: Candidate;
}

/** The candidates after a piece of text. Where a connection was lost, pieces come again: text that is there does not shrink for them. */
export function withCandidateText(
  candidates: readonly CandidateState[],
  { index, model_used: model, from, content }: CandidateEvent,
): CandidateState[] {
  const before = candidates.find((candidate) => candidate.index === index);
  const known = before?.text ?? '';
  // Counted in code points, as the service does.
  const text = [...known].slice(0, from).join('') + content;
  return replace(candidates, { ...before, index, model, text: known.startsWith(text) ? known : text });
}

/** The candidates after one of them has ended: what is told then is all of it. */
export function withCandidate(
  candidates: readonly CandidateState[],
  { index, candidate }: CandidateCompleteEvent,
): CandidateState[] {
  const text = candidates.find((other) => other.index === index)?.text ?? '';
  return replace(candidates, { index, model: candidate.model_used, text, candidate });
}

/** The candidates when one is chosen: who was away while they ended hears of them from the idea alone. */
export function withRanks(candidates: readonly CandidateState[], ranked: readonly Candidate[]): CandidateState[] {
  return ranked.map((candidate) => {
    const { index, model_used: model } = candidate;
    return { index, model, text: candidates.find((other) => other.index === index)?.text ?? '', candidate };
  });
}

function replace(candidates: readonly CandidateState[], next: CandidateState): CandidateState[] {
  return [...candidates.filter(({ index }) => index !== next.index), next].sort((a, b) => a.index - b.index);
}
