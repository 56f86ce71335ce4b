import fc from 'fast-check';
import { concat, of, Subject, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
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
