import type { ScoreName } from './score-name.js';

/** What a score is a figure for. */
export interface ScoreMeaning {
  measures: string;
  /** What it cannot tell. */
  blindTo: string;
}

/** What the scores can tell, and what they cannot. No score knows taste, truth or use: that is for people. */
export const scoreMeanings: Readonly<Record<ScoreName, ScoreMeaning>> = {
  likelihood: {
    measures: 'How likely its own model holds the text: the geometric mean of the probabilities of its tokens.',
    blindTo:
      'Whether the text is good: what is likely is often what is usual, and platitudes score high. Models differ in how sure they are, so that between models it says little.',
  },
  crossLikelihood: {
    measures: 'The same under another model of the ensemble; there is none where one model writes alone.',
    blindTo:
      'Whether the text is good: it says that another model could have written it, and mistakes that both models make please both.',
  },
  onTopic: {
    measures:
      'Share of the content words of the prompt that the title and the text take up, whatever their endings, in German, English, Italian, French and Spanish.',
    blindTo:
      'Meaning: synonyms and translations count as missing, and words that are named without being about them count as found.',
  },
  length: {
    measures:
      'How close the text is to the usual length of an idea: 1 from 25 to 120 words, less for shorter and longer ones.',
    blindTo: 'What the words say; and a prompt that asks for a single line or for a page.',
  },
  nonRepetition: {
    measures: 'Share of its word trigrams that the text has not had before.',
    blindTo: 'The same thought in other words; and repetition that is meant, as in a song.',
  },
  novelty: {
    measures:
      'One less the similarity of letters (trigrams) to the most similar of the kept ideas that it was compared with.',
    blindTo: 'Whether the thought is new: an old one in new words is novel, and nonsense is more novel than either.',
  },
};
