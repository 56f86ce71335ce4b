import { randomUUID } from 'node:crypto';

/** What an answer and each of its chunks begin with. */
export interface AnswerHead {
  id: string;
  /** Seconds since 1970. */
  created: number;
  /** Key of the model that writes. */
  model: string;
}

export function answerHead(prefix: 'chatcmpl' | 'cmpl', model: string): AnswerHead {
  return { id: `${prefix}-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
}
