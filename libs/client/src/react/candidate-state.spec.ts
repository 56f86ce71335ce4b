import type { Candidate, CandidateEvent } from '../types.js';
import { type CandidateState, withCandidate, withCandidateText, withRanks } from './candidate-state.js';

const piece = (index: number, from: number, content: string): CandidateEvent => ({
  type: 'candidate',
  idea_id: 'i',
  index,
  model_used: `m${index}`,
  from,
  content,
  progress: 0.1,
});
const after = (...pieces: CandidateEvent[]): CandidateState[] =>
  pieces.reduce<CandidateState[]>((candidates, next) => withCandidateText(candidates, next), []);

describe('the candidates of an ensemble', () => {
  it('are in their order, each with its own text, whoever is first', () => {
    expect(after(piece(2, 0, 'Moss'), piece(0, 0, 'Ra'), piece(0, 2, 'in'))).toEqual([
      { index: 0, model: 'm0', text: 'Rain' },
      { index: 2, model: 'm2', text: 'Moss' },
    ]);
  });

  it('may be told twice, also from a place within: the text is the same, and never shorter in between', () => {
    const told = [piece(0, 0, 'A 🌧'), piece(0, 3, ' falls'), piece(0, 9, '.')];
    const whole = after(...told);
    expect(whole[0].text).toBe('A 🌧 falls.');
    for (let count = 0; count <= told.length; count += 1) {
      expect(after(...told, ...told.slice(0, count))).toEqual(whole);
    }
    expect(after(...told, piece(0, 0, 'A 🌧 falls.'))).toEqual(whole);
  });

  it('lose what is written anew', () => {
    expect(after(piece(0, 0, 'A 🌧'), piece(0, 3, ' falls'), piece(0, 3, ' stays'))[0].text).toBe('A 🌧 stays');
    expect(after(piece(0, 0, 'Rain'), piece(0, 0, 'Mo'))[0].text).toBe('Mo');
  });

  it('keep their text when they end', () => {
    const candidate = { index: 0, model_used: 'm0', title: 'Rain' } as Candidate;
    const event = { type: 'candidate_complete', idea_id: 'i', index: 0, candidate, progress: 0.5 } as const;
    expect(withCandidate(after(piece(0, 0, 'Ra'), piece(1, 0, 'Mo')), event)).toEqual([
      { index: 0, model: 'm0', text: 'Ra', candidate },
      { index: 1, model: 'm1', text: 'Mo' },
    ]);
    // One that failed at once has never been heard of.
    expect(withCandidate([], event)).toEqual([{ index: 0, model: 'm0', text: '', candidate }]);
  });

  it('are those of the idea in the end, whatever was heard of them', () => {
    const [first, second] = [0, 1].map((index) => ({ index, model_used: `m${index}`, rank: 2 - index }) as Candidate);
    expect(withRanks(after(piece(1, 0, 'Mo')), [first, second])).toEqual([
      { index: 0, model: 'm0', text: '', candidate: first },
      { index: 1, model: 'm1', text: 'Mo', candidate: second },
    ]);
    expect(withRanks([], [])).toEqual([]);
  });
});
