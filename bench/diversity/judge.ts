import { onTopicScore } from '../../libs/core/src/ranking/on-topic.js';

/** What of the answer to a batch is judged. */
export interface BatchAnswer {
  ideas: { title: string; content: string; prompt: string }[];
  failed_count: number;
  total_time: number;
  diversity: { distinct: number; mean_similarity: number; rewritten: number };
}

/** What one way of writing came to, over all prompts. */
export interface Figures {
  /** Of ten ideas, those that are no near-duplicate of one before. */
  distinct: number;
  /** Prompts whose ten ideas are all distinct, as a share. */
  allDistinct: number;
  similarity: number;
  /** Ideas that take up at least half of the content words of their prompt, as a share. */
  onTopic: number;
  /** Places that were written again, as a share. */
  rewritten: number;
  /** Seconds for all ideas of a prompt. */
  seconds: number;
}

/** @throws Error where an idea is missing: figures of fewer ideas say nothing */
export function judge(answers: readonly BatchAnswer[], ideasEach: number): Figures {
  const lost = answers.find(({ ideas }) => ideas.length !== ideasEach);
  if (lost !== undefined) throw new Error(`${lost.failed_count} ideas of a batch failed.`);
  const mean = (of: (answer: BatchAnswer) => number): number =>
    answers.reduce((sum, answer) => sum + of(answer), 0) / answers.length;
  const share = (count: (answer: BatchAnswer) => number): number => mean(count) / ideasEach;
  return {
    distinct: mean(({ diversity }) => diversity.distinct),
    allDistinct: mean(({ diversity }) => (diversity.distinct === ideasEach ? 1 : 0)),
    similarity: mean(({ diversity }) => diversity.mean_similarity),
    onTopic: share(({ ideas }) => ideas.filter(isOnTopic).length),
    rewritten: share(({ diversity }) => diversity.rewritten),
    seconds: mean(({ total_time: seconds }) => seconds),
  };
}

function isOnTopic({ title, content, prompt }: BatchAnswer['ideas'][number]): boolean {
  return (onTopicScore(`${title}\n${content}`, prompt) ?? 1) >= 0.5;
}
