import { type BatchAnswer, judge } from './judge.js';

const answer = (contents: string[], diversity: BatchAnswer['diversity'], seconds: number): BatchAnswer => ({
  ideas: contents.map((content) => ({ title: 'Idee', content, prompt: 'Moorwasser' })),
  failed_count: 0,
  total_time: seconds,
  diversity,
});

describe('judge', () => {
  it('has the means over all prompts, and shares of all ideas', () => {
    const first = answer(['Moorwasser im Glas', 'Brot'], { distinct: 2, mean_similarity: 0.2, rewritten: 1 }, 1);
    const second = answer(['Moorwasser', 'Das Moorwasser'], { distinct: 1, mean_similarity: 0.6, rewritten: 0 }, 3);
    expect(judge([first, second], 2)).toEqual({
      distinct: 1.5,
      allDistinct: 0.5,
      similarity: 0.4,
      onTopic: 0.75,
      rewritten: 0.25,
      seconds: 2,
    });
  });

  it('says nothing of batches in which ideas failed', () => {
    const lost = { ...answer(['Moorwasser'], { distinct: 1, mean_similarity: 0, rewritten: 0 }, 1), failed_count: 1 };
    expect(() => judge([lost], 2)).toThrow('1 ideas of a batch failed.');
  });
});
