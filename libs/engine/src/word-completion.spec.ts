import { WordCompletion } from './word-completion.js';

/** Tokens of a tiny vocabulary; the index is the id. */
const vocabulary = [' Moor', 'was', 'ser', '?', ' Idee', ' zu', ' Moos', '-', '9', ' Moo', 'r', ' 9'];
const idOf = (piece: string): number => vocabulary.indexOf(piece);
const ids = (...pieces: string[]): number[] => pieces.map(idOf);
const pieces = {
  beginsWord: (id: number) => vocabulary[id].startsWith(' '),
  isWordy: (id: number) => /[\p{L}\p{N}]/u.test(vocabulary[id]),
  endsWithDigit: (id: number) => /\d$/.test(vocabulary[id]),
};

function completionAfter(prompt: number[], answer: number[]): WordCompletion {
  const completion = new WordCompletion(prompt, pieces);
  for (const id of answer) completion.push(id);
  return completion;
}

function candidatesAfter(prompt: number[], answer: number[]): string[] {
  return completionAfter(prompt, answer).candidates.map((id) => vocabulary[id]);
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

  it('knows where a number of the prompt ends', () => {
    const numbered = ids(' Moor', '-', '9', '9', '?', ' Idee', ' zu', ' Moor');
    const isComplete = (...answer: string[]): boolean => completionAfter(numbered, ids(...answer)).isNumberComplete;
    expect(isComplete(' Moor')).toBe(false);
    expect(isComplete(' Moor', '-', '9')).toBe(false);
    expect(isComplete(' Moor', '-', '9', '9')).toBe(true);
    expect(isComplete(' Moor', '-', '9', '9', ' Idee')).toBe(false);
    expect(isComplete(' Idee')).toBe(false);
  });

  it('does not end a number where a longer one of the prompt goes on', () => {
    const completion = completionAfter(ids(' Moor', '9', ' Moor', '9', '9'), ids(' Moor', '9'));
    expect(completion.isNumberComplete).toBe(false);
    completion.push(idOf('9'));
    expect(completion.isNumberComplete).toBe(true);
  });

  it('leaves a number open that is one piece: the answer may begin another with it', () => {
    expect(completionAfter(ids(' 9', ' Idee'), ids(' 9')).isNumberComplete).toBe(false);
  });
});
