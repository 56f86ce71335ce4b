import type { Redis } from 'ioredis';

const askEvery = 5000;
/** Questions without an answer after which a connection counts as dead. Two: one may be due to this process standing still itself. */
const mostUnanswered = 2;

/**
 * Makes a connection anew that is there and does not answer: a network that swallows what it is sent tells nobody, and who only
 * listens would never notice. @param every milliseconds between two questions
 */
export function watchAnswers(redis: Redis, every = askEvery): void {
  let unanswered = 0;
  const answered = (): void => void (unanswered = 0);
  const timer = setInterval(() => {
    if (redis.status !== 'ready') return answered();
    if (unanswered === mostUnanswered) {
      answered();
      redis.disconnect(true);
      return;
    }
    unanswered += 1;
    redis.ping().then(answered, answered);
  }, every).unref();
  redis.once('end', () => clearInterval(timer));
}
