import { WordCompletion } from './word-completion.js';

/** Tokens of a tiny vocabulary; the index is the id. */
const vocabulary = [' Moor', 'was', 'ser', '?', ' Idee', ' zu', ' Moos', '-', '9', ' Moo', 'r'];
const idOf = (piece: string): number => vocabulary.indexOf(piece);
const ids = (...pieces: string[]): number[] => pieces.map(idOf);
const pieces = {
  beginsWord: (id: number) => vocabulary[id].startsWith(' '),
  isWordy: (id: number) => /[\p{L}\p{N}]/u.test(vocabulary[id]),
};

function candidatesAfter(prompt: number[], answer: number[]): string[] {
  const completion = new WordCompletion(prompt, pieces);
  for (const id of answer) completion.push(id);
  return [...completion.candidates].map((id) => vocabulary[id]);
}

describe('WordCompletion', () => {
  const prompt = ids(' Idee', ' zu', ' Moor', 'was', 'ser', '?');

  it('names nothing before a word was begun', () => {
    expect(candidatesAfter(prompt, [])).toEqual([]);
  });

  it('names the first pieces of the words that have several', () => {
    expect(new WordCompletion(prompt, pieces).beginnings).toEqual(ids(' Moor'));
    expect(new WordCompletion(ids(' Moor', 'was', ' Moor', 'ser', ' Idee'), pieces).beginnings).toEqual(ids(' Moor'));
    expect(new WordCompletion([], pieces).beginnings).toEqual([]);
  });

  it('names each next piece of a word of the prompt', () => {
    expect(candidatesAfter(prompt, ids(' Moor'))).toEqual(['was']);
    expect(candidatesAfter(prompt, ids(' Idee', ' Moor', 'was'))).toEqual(['ser']);
  });

  it('does not carry the punctuation behind a word over', () => {
    expect(candidatesAfter(prompt, ids(' Moor', 'was', 'ser'))).toEqual([]);
  });

  it('leaves a word alone that goes another way', () => {
    expect(candidatesAfter(prompt, ids(' Moor', 'r'))).toEqual([]);
    expect(candidatesAfter(prompt, ids(' Moor', 'r', 'was'))).toEqual([]);
    expect(candidatesAfter(prompt, ids(' Moos'))).toEqual([]);
  });

  it('begins anew with every word', () => {
    expect(candidatesAfter(prompt, ids(' Moor', 'r', ' Moor'))).toEqual(['was']);
  });

  it('knows every word that begins alike', () => {
    expect(candidatesAfter(ids(' Moo', 'r', ' Moo', 'ser'), ids(' Moo'))).toEqual(['r', 'ser']);
  });

  it('takes signs inside a word for parts of it', () => {
    expect(candidatesAfter(ids(' Moor', '-', '9'), ids(' Moor'))).toEqual(['-']);
    expect(candidatesAfter(ids(' Moor', '-', '9'), ids(' Moor', '-'))).toEqual(['9']);
  });
});
