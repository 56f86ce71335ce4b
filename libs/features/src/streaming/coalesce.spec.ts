import { lengthOf } from '@muse/core/generations/length-of.js';
import fc from 'fast-check';
import { concat, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { Pace } from '../http/pace.js';
import { coalesce } from './coalesce.js';

/** Marbles: one frame is a millisecond. */
function run(test: Parameters<TestScheduler['run']>[0]): void {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(test);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemesOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

describe('coalesce', () => {
  it('sends the first text at once, but for a last character that may still grow', () => {
    run(({ cold, expectObservable }) => {
      const source = cold('a 99ms |', { a: 'Das' }).pipe(coalesce({ size: 50, delay: 10 }));
      expectObservable(source).toBe('a 99ms (b|)', { a: 'Da', b: 's' });
    });
  });

  it('sends what has gathered when the delay since the last chunk is over', () => {
    run(({ cold, expectObservable }) => {
      const values = { a: 'eins ', b: 'zwei ', c: 'drei ', d: 'vier ' };
      const source = cold('a-b-c 20ms d 20ms |', values).pipe(coalesce({ size: 50, delay: 10 }));
      expectObservable(source).toBe('v 9ms w 14ms x 20ms (y|)', { v: 'eins', w: ' zwei drei', x: ' vier', y: ' ' });
    });
  });

  it('sends a chunk as soon as it is full', () => {
    run(({ cold, expectObservable }) => {
      const values = { a: 'ab', b: 'cdefgh', c: 'ijk' };
      const source = cold('a-b-c|', values).pipe(coalesce({ size: 4, delay: 100 }));
      expectObservable(source).toBe('v-w-x(y|)', { v: 'a', w: 'bcde', x: 'fghi', y: 'jk' });
    });
  });

  it('sends several chunks where one text fills them', () => {
    run(({ cold, expectObservable }) => {
      const source = cold('a 99ms |', { a: 'abcdefghij' }).pipe(coalesce({ size: 3, delay: 10 }));
      expectObservable(source).toBe('(vwx) 95ms (y|)', { v: 'abc', w: 'def', x: 'ghi', y: 'j' });
    });
  });

  it('sends the rest, then the end', () => {
    run(({ cold, expectObservable }) => {
      const source = cold('ab(c|)', { a: 'eins', b: ' zwei', c: ' drei' }).pipe(coalesce({ size: 50, delay: 100 }));
      expectObservable(source).toBe('v-(w|)', { v: 'ein', w: 's zwei drei' });
    });
  });

  it('sends the rest, then the error', () => {
    run(({ cold, expectObservable }) => {
      const source = cold('ab#', { a: 'eins', b: ' zwei' }, new Error('gone')).pipe(coalesce({ size: 50, delay: 100 }));
      expectObservable(source).toBe('v-(w#)', { v: 'ein', w: 's zwei' }, new Error('gone'));
    });
  });

  it('sends nothing where nothing comes', () => {
    run(({ cold, expectObservable }) => {
      expectObservable(cold('-----|').pipe(coalesce({ size: 5, delay: 2 }))).toBe('-----|');
      expectObservable(cold('a-|', { a: '' }).pipe(coalesce({ size: 5, delay: 2 }))).toBe('--|');
    });
  });

  it('holds nothing back where there is no delay', () => {
    run(({ cold, expectObservable }) => {
      const source = cold('abc|', { a: 'ab', b: 'cd', c: 'ef' }).pipe(coalesce({ size: 50, delay: 0 }));
      expectObservable(source).toBe('vwx(y|)', { v: 'a', w: 'bc', x: 'de', y: 'f' });
    });
  });

  it('stops the source and its timer when the reader goes', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('ab 99ms |', { a: 'eins', b: ' zwei' });
      expectObservable(source.pipe(coalesce({ size: 50, delay: 10 })), '-----!').toBe('v----', { v: 'ein' });
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('does not cut an emoji whose parts come one by one', () => {
    const source = new Subject<string>();
    const chunks: string[] = [];
    source.pipe(coalesce({ size: 50, delay: 0 })).subscribe((chunk) => chunks.push(chunk));
    const text: string = 'ab👨‍👩‍👧‍👦 e\u0301.';
    [...text].forEach((character) => source.next(character));
    source.complete();
    expect(chunks).toEqual(['a', 'b', '👨‍👩‍👧‍👦', ' ', 'e\u0301', '.']);
  });

  const parts = fc.array(fc.constantFrom('a', ' ', '創', '👋🏽', '👨‍👩‍👧‍👦', '🇩🇪', '🇫🇷', 'e\u0301'), { maxLength: 60 });

  it.each([0, 1_000_000])('keeps the text and its graphemes, whatever it comes in (delay %i)', (delay) => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 7, max: 40 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        (words, size, steps) => {
          const text = words.join('');
          const characters = [...text];
          const pieces: string[] = [];
          while (characters.length > 0) pieces.push(characters.splice(0, steps.next().value).join(''));
          const chunks: string[] = [];
          of(...pieces)
            .pipe(coalesce({ size, delay, scheduler: new TestScheduler(() => {}) }))
            .subscribe((chunk) => chunks.push(chunk));
          expect(chunks.join('')).toBe(text);
          expect(chunks.flatMap(graphemesOf)).toEqual(graphemesOf(text));
          for (const chunk of chunks) expect([...chunk].length).toBeLessThanOrEqual(size);
        },
      ),
      { numRuns: 200 },
    );
  });

  describe('for a reader that is not ready', () => {
    const delay = 10;
    let source: Subject<string>;
    let reader: FakeReader;
    let chunks: string[];
    let ended: string | undefined;
    let scheduler: VirtualTimeScheduler;

    /** A reader that takes so many chunks and then none until it is drained. */
    class FakeReader implements Pace {
      readonly drained = new Subject<void>();

      constructor(public takes: number) {}

      get ready(): boolean {
        return this.takes > 0;
      }

      drain(takes: number): void {
        this.takes = takes;
        this.drained.next();
      }
    }

    function pass(milliseconds: number): void {
      scheduler.maxFrames = scheduler.now() + milliseconds;
      scheduler.schedule(() => {}, milliseconds);
      scheduler.flush();
    }

    beforeEach(() => {
      source = new Subject();
      reader = new FakeReader(1);
      chunks = [];
      ended = undefined;
      scheduler = new VirtualTimeScheduler();
      source.pipe(coalesce({ size: 5, delay, pace: reader, scheduler })).subscribe({
        next: (chunk) => {
          reader.takes -= 1;
          chunks.push(chunk);
        },
        error: (error: Error) => (ended = error.message),
        complete: () => (ended = 'complete'),
      });
      source.next('ab');
    });

    it('gathers what comes, and sends it when it is ready', () => {
      for (const text of ['cd', 'ef', 'gh']) {
        pass(1);
        source.next(text);
      }
      expect(chunks).toEqual(['a']);
      reader.drain(9);
      expect(chunks).toEqual(['a', 'bcdef', 'g']);
    });

    it.each([
      [9, 5],
      [10, 10],
      [29, 15],
      [149, 75],
      [150, 80],
      [100_000, 80],
    ])('grows the chunks by the time that it made text wait: after %i ms %i characters', (waited, size) => {
      source.next('x'.repeat(200));
      pass(waited);
      reader.drain(9);
      expect(lengthOf(chunks[1])).toBe(size);
    });

    it('measures each wait alone, and is back at the usual size with the next chunk', () => {
      source.next('x'.repeat(300));
      pass(150);
      reader.drain(1);
      pass(10);
      reader.drain(1);
      pass(1);
      reader.drain(99);
      expect(chunks.slice(1, 4).map(lengthOf)).toEqual([80, 10, 5]);
      source.next('y'.repeat(300));
      expect(Math.max(...chunks.slice(3).map(lengthOf))).toBe(5);
    });

    it.each([
      ['complete', (): void => source.complete()],
      ['gone', (): void => source.error(new Error('gone'))],
    ])('ends (%s) only when it has taken all text', (how, end) => {
      source.next('cdefghijkl');
      end();
      pass(1000);
      expect([chunks, ended]).toEqual([['a'], undefined]);
      reader.drain(1);
      expect(chunks).toEqual(['a', 'bcdefghijkl']);
      expect(ended).toBe(how);
    });

    it('ends at once where no text waits', () => {
      reader.takes = 1;
      pass(20);
      source.next('c');
      reader.takes = 1;
      source.complete();
      expect([chunks, ended]).toEqual([['a', 'b', 'c'], 'complete']);
    });

    it('stops listening to a reader that has gone', () => {
      const other = new Subject<string>();
      const subscription = other.pipe(coalesce({ size: 5, delay, pace: reader })).subscribe();
      subscription.unsubscribe();
      expect(other.observed).toBe(false);
      source.complete();
      reader.drain(9);
      expect(reader.drained.observed).toBe(false);
    });

    it('loses no text and cuts no grapheme, however it stalls', () => {
      const steps = fc.array(fc.tuple(parts, fc.nat({ max: 3 }), fc.nat({ max: 400 })), { maxLength: 20 });
      fc.assert(
        fc.property(steps, fc.integer({ min: 7, max: 40 }), (happened, size) => {
          source = new Subject();
          reader = new FakeReader(1);
          chunks = [];
          source.pipe(coalesce({ size, delay, pace: reader, scheduler })).subscribe((chunk) => {
            expect(reader.ready).toBe(true);
            reader.takes -= 1;
            chunks.push(chunk);
          });
          for (const [words, takes, milliseconds] of happened) {
            source.next(words.join(''));
            pass(milliseconds);
            if (takes > 0 && !reader.ready) reader.drain(takes);
          }
          source.complete();
          reader.drain(1000);
          const text = happened.flatMap(([words]) => words).join('');
          expect(chunks.join('')).toBe(text);
          expect(chunks.flatMap(graphemesOf)).toEqual(graphemesOf(text));
          for (const chunk of chunks) expect(lengthOf(chunk)).toBeLessThanOrEqual(16 * size);
        }),
      );
    });
  });

  it('passes the error on also where it comes first', () => {
    const error = new Error('gone');
    const seen: unknown[] = [];
    concat(
      of('a'),
      throwError(() => error),
    )
      .pipe(coalesce({ size: 5, delay: 0 }))
      .subscribe({ next: (chunk) => seen.push(chunk), error: (thrown: unknown) => seen.push(thrown) });
    expect(seen).toEqual(['a', error]);
  });
});
