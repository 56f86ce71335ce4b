import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { LogEntry } from './log-entry.js';
import type { Written } from './log-scripts.js';
import { LogWriter } from './log-writer.js';

const entry = (content: string): LogEntry => {
  const event: IdeaEvent = { type: 'text', ideaId: 'an-idea', text: content, progress: 0.5 };
  return { event };
};

/** A writer whose Redis answers when it is told to. */
describe('LogWriter', () => {
  let sent: { id: { attempt: number; n: number }; entry: LogEntry }[][];
  let answers: { resolve: (written: Written) => void; reject: (error: Error) => void }[];
  let lost: string[];

  function writer(most?: number): LogWriter {
    [sent, answers, lost] = [[], [], []];
    return new LogWriter(
      { attempt: 2, n: 0 },
      (entries) => {
        sent.push([...entries]);
        return new Promise((resolve, reject) => answers.push({ resolve, reject }));
      },
      (why) => lost.push(why),
      most,
    );
  }

  it('has one command on its way, and writes what came meanwhile as one text', async () => {
    const log = writer();
    for (const part of ['a', 'b', 'c']) log.add(entry(part));
    const written = log.written();
    answers[0].resolve('written');
    while (sent.length < 2) await new Promise(setImmediate);
    answers[1].resolve('written');
    await written;
    expect(sent).toEqual([
      [{ id: { attempt: 2, n: 1 }, entry: entry('a') }],
      [{ id: { attempt: 2, n: 2 }, entry: entry('bc') }],
    ]);
    expect(lost).toEqual([]);
  });

  it('gives up once more waits than it may hold, and writes nothing of it', async () => {
    const log = writer(5);
    log.add(entry('sent'));
    log.add(entry('12345'));
    expect(lost).toEqual([]);
    log.add(entry('6'));
    log.add(entry('7'));
    expect(lost).toEqual(['failed']);
    answers[0].resolve('written');
    await log.written();
    expect(sent).toHaveLength(1);
  });

  it.each(['gone', 'overtaken'] as const)('says once that its log is %s', async (why) => {
    const log = writer();
    log.add(entry('a'));
    log.add(entry('b'));
    answers[0].resolve(why);
    await log.written();
    expect({ lost, sent: sent.length }).toEqual({ lost: [why], sent: 1 });
  });

  it('says that it has failed where Redis refuses', async () => {
    const log = writer();
    log.add(entry('a'));
    answers[0].reject(new Error('OOM command not allowed'));
    await log.written();
    expect(lost).toEqual(['failed']);
  });
});
