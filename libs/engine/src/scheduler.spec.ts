import { Random } from './random.js';
import { Scheduler, type Step } from './scheduler.js';
import { Sequence } from './sequence.js';
import { Slots } from './slots.js';

const sampling = { temperature: 0, topK: 0, topP: 1, random: new Random(1) };

/** Runs plans as the engine would, without a model. */
class Run {
  private readonly names = new Map<Sequence, string>();
  readonly scheduler: Scheduler;

  constructor(slots: number, prefillChunk: number) {
    this.scheduler = new Scheduler(new Slots(slots), () => prefillChunk);
  }

  add(name: string, promptLength = 1): Sequence {
    const sequence = new Sequence(this.names.size, new Array<number>(promptLength).fill(1), 1000, sampling);
    this.names.set(sequence, name);
    this.scheduler.add(sequence);
    return sequence;
  }

  /** The next step as a word: `prefill a 0-4` or `decode ab`. */
  step(): string {
    this.scheduler.sweep();
    this.scheduler.admit();
    const step = this.scheduler.plan();
    if (step !== undefined) advance(step);
    return this.describe(step);
  }

  steps(count: number): string[] {
    return Array.from({ length: count }, () => this.step());
  }

  get queue(): string {
    return this.scheduler.queue.map((sequence) => this.names.get(sequence)).join('');
  }

  private describe(step: Step | undefined): string {
    if (step === undefined) return 'nothing';
    if (step.phase === 'prefill') {
      return `prefill ${this.names.get(step.sequence)} ${step.start}-${step.end} @${step.slot}`;
    }
    return `decode ${step.sequences.map((sequence) => this.names.get(sequence)).join('')}`;
  }
}

function advance(step: Step): void {
  if (step.phase === 'prefill') {
    step.sequence.computed = step.end;
    if (step.end === step.sequence.promptLength) step.sequence.status = 'decoding';
  } else for (const sequence of step.sequences) sequence.computed += 1;
}

describe('Scheduler', () => {
  it('has nothing to do where nobody asks', () => {
    const run = new Run(2, 4);
    expect([run.step(), run.scheduler.isIdle]).toEqual(['nothing', true]);
    const only = run.add('a');
    expect(run.scheduler.isIdle).toBe(false);
    run.step();
    only.abort();
    expect([run.step(), run.scheduler.isIdle]).toEqual(['nothing', true]);
  });

  it('reads a lonely prompt without a pause, then writes', () => {
    const run = new Run(2, 4);
    run.add('a', 10);
    expect(run.steps(5)).toEqual(['prefill a 0-4 @0', 'prefill a 4-8 @0', 'prefill a 8-10 @0', 'decode a', 'decode a']);
  });

  it('reads a prompt that fits in one chunk, exactly or not', () => {
    const run = new Run(2, 4);
    run.add('a', 4);
    run.add('b', 3);
    expect(run.steps(4)).toEqual(['prefill a 0-4 @0', 'decode a', 'prefill b 0-3 @1', 'decode ab']);
  });

  it('lets the streams write one step after each chunk', () => {
    const run = new Run(3, 2);
    run.add('a', 1);
    run.steps(2);
    run.add('b', 5);
    run.add('c', 2);
    expect(run.steps(6)).toEqual([
      'prefill b 0-2 @1',
      'decode a',
      // Not 2-4: a single token is never left over.
      'prefill b 2-5 @1',
      'decode ab',
      'prefill c 0-2 @2',
      'decode abc',
    ]);
  });

  it('serves in the order of arrival', () => {
    const run = new Run(2, 8);
    const [a, b] = ['a', 'b', 'c', 'd'].map((name) => run.add(name));
    run.steps(4);
    b.abort();
    expect(run.steps(2)).toEqual(['prefill c 0-1 @1', 'decode ac']);
    a.abort();
    expect(run.steps(2)).toEqual(['prefill d 0-1 @1', 'decode cd']);
  });

  it('queues only those that no slot is free for', () => {
    const run = new Run(2, 8);
    const [a, , c] = ['a', 'b', 'c', 'd', 'e'].map((name) => run.add(name));
    expect(run.queue).toBe('cde');
    run.step();
    expect(run.queue).toBe('cde');
    run.steps(3);
    expect(run.queue).toBe('cde');
    c.abort();
    run.step();
    expect(run.queue).toBe('de');
    a.abort();
    run.step();
    expect(run.queue).toBe('e');
  });

  it('forgets who goes while waiting', () => {
    const run = new Run(1, 8);
    const [, b] = ['a', 'b', 'c'].map((name) => run.add(name));
    run.steps(2);
    b.abort();
    expect([run.step(), run.queue]).toEqual(['decode a', 'c']);
  });

  it('takes the next prompt at once where one goes while its prompt is read', () => {
    const run = new Run(2, 2);
    run.add('a', 1);
    run.steps(2);
    const b = run.add('b', 9);
    run.add('c', 2);
    expect(run.step()).toBe('prefill b 0-2 @1');
    b.abort();
    expect(run.steps(3)).toEqual(['decode a', 'prefill c 0-2 @1', 'decode ac']);
  });

  it('tells which rows move when a stream ends', () => {
    const run = new Run(3, 8);
    const [a] = ['a', 'b', 'c'].map((name) => run.add(name, 2));
    run.steps(6);
    a.abort();
    expect(run.scheduler.sweep()).toEqual([{ from: 2, to: 0, length: 3 }]);
    expect(run.step()).toBe('decode cb');
  });
});
