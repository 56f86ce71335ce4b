import type { Idea } from '@muse/core/ideas/idea.js';
import { cursorAt } from '@muse/core/ideas/idea-cursor.js';
import type { IdeaFilter } from '@muse/core/ideas/idea-filter.js';
import type { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { aCandidate, anIdea } from '../support/fakes/samples.js';

/** What every IdeaRepository does. `make` answers an empty one. */
export function ideaRepositoryConformance(name: string, make: () => Promise<IdeaRepository>): void {
  describe(`IdeaRepository: ${name}`, () => {
    let ideas: IdeaRepository;

    beforeEach(async () => {
      ideas = await make();
    });

    const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

    /** Ideas 0, 1, ...; every three of them were created in the same millisecond. */
    async function save(count: number): Promise<Idea[]> {
      const saved = Array.from({ length: count }, (_, n) =>
        anIdea({ id: idOf(n), title: `Idea ${n}`, createdAt: new Date(1_700_000_000_000 + Math.floor(n / 3)) }),
      );
      // In an order that has nothing to do with their times.
      for (const idea of saved.toSorted((a, b) => a.id.slice(-1).localeCompare(b.id.slice(-1)))) await ideas.save(idea);
      return saved.toReversed();
    }

    it('finds what was saved, every field as it was', async () => {
      const idea = anIdea();
      await ideas.save(idea);
      await expect(ideas.find(idea.id)).resolves.toEqual(idea);
    });

    it.each<[string, Partial<Idea>]>([
      ['a rating', { rating: 5 }],
      ['a favourite', { favourite: true }],
      ['text of all kinds', { title: "'; DROP TABLE ideas; -- %_\\", content: '👨‍👩‍👧‍👦 創意\r\n\t"é" ﷽', prompt: '𠮷' }],
      [
        'text with the character U+0000',
        { title: '\0', content: 'a\0', prompt: '\0b\u001a0\u001a', text: 'a\0b\u2028' },
      ],
      ['an idea without its text', { text: null }],
      ['an idea with a text of before', { cached: true }],
      ['an idea from an angle', { angle: 'first_step' }],
      ['an idea that was made of another', { parentId: idOf(7), instruction: 'für\0Kinder' }],
      ['long text', { prompt: 'Ü'.repeat(100_000), content: 'word '.repeat(20_000) }],
      [
        'figures that are not round',
        { generationTime: 0.123456789012345, usage: { promptTokens: 0, completionTokens: 2048 } },
      ],
      ['the earliest time', { createdAt: new Date(0) }],
      ['a time far ahead', { createdAt: new Date('2999-12-31T23:59:59.999Z') }],
    ])('keeps %s', async (_, fields) => {
      const idea = anIdea(fields);
      await ideas.save(idea);
      await expect(ideas.find(idea.id)).resolves.toEqual(idea);
      await expect(ideas.list(1)).resolves.toEqual([idea]);
    });

    it('finds nothing under an id that was never saved', async () => {
      await ideas.save(anIdea());
      await expect(ideas.find(idOf(9))).resolves.toBeUndefined();
      await expect(ideas.find('')).resolves.toBeUndefined();
      await expect(ideas.find("' OR '1'='1")).resolves.toBeUndefined();
      await expect(ideas.find('a\0b')).resolves.toBeUndefined();
      await expect(ideas.find('x'.repeat(10_000))).resolves.toBeUndefined();
      await expect(ideas.findAll(['\0', 'x'.repeat(37)])).resolves.toEqual([]);
      await expect(ideas.delete('\0')).resolves.toBe(false);
    });

    it('finds those of many ids that there are', async () => {
      const saved = await save(3);
      const ids = Array.from({ length: 600 }, (_, n) => idOf(n));
      const found = await ideas.findAll(ids);
      expect(found.sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(saved);
      await expect(ideas.findAll([idOf(1), idOf(9)])).resolves.toEqual([saved[1]]);
      await expect(ideas.findAll([])).resolves.toEqual([]);
    });

    it('refuses an id that exists, and keeps what was there', async () => {
      const idea = anIdea();
      await ideas.save(idea);
      await expect(ideas.save(anIdea({ title: 'Another' }))).rejects.toThrow();
      await expect(ideas.list(10)).resolves.toEqual([idea]);
    });

    it('is not changed through what it was given or what it answered', async () => {
      const idea = anIdea();
      await ideas.save(idea);
      idea.title = 'changed';
      idea.usage.promptTokens = -1;
      const found = await ideas.find(idea.id);
      found!.usage.completionTokens = -1;
      await expect(ideas.find(idea.id)).resolves.toEqual(anIdea());
    });

    it('lists nothing where there is nothing', async () => {
      await expect(ideas.list(10)).resolves.toEqual([]);
      await expect(ideas.list(10, { createdAt: Date.now(), id: idOf(1) })).resolves.toEqual([]);
    });

    it('lists the newest first, and by id within a millisecond', async () => {
      const newestFirst = await save(12);
      await expect(ideas.list(100)).resolves.toEqual(newestFirst);
      await expect(ideas.list(5)).resolves.toEqual(newestFirst.slice(0, 5));
    });

    it.each([1, 2, 3, 5, 25])('lists all of them once in pages of %i', async (limit) => {
      const newestFirst = await save(25);
      const walked: Idea[] = [];
      for (let page = await ideas.list(limit); page.length > 0;) {
        expect(page.length).toBeLessThanOrEqual(limit);
        walked.push(...page);
        const { createdAt, id } = walked[walked.length - 1];
        page = await ideas.list(limit, { createdAt: createdAt.getTime(), id });
      }
      expect(walked).toEqual(newestFirst);
    });

    it('lists on from a cursor whose idea is not there', async () => {
      const newestFirst = await save(6);
      await expect(ideas.list(10, { createdAt: 1_700_000_000_001, id: idOf(0) })).resolves.toEqual(
        newestFirst.slice(3),
      );
      await expect(ideas.list(10, { createdAt: 1_700_000_000_001, id: 'ffff' })).resolves.toEqual(newestFirst);
    });

    it('rates an idea, and again', async () => {
      const idea = anIdea();
      await ideas.save(idea);
      await ideas.save(anIdea({ id: idOf(1) }));
      await expect(ideas.rate(idea.id, 2)).resolves.toEqual({ ...idea, rating: 2 });
      await expect(ideas.rate(idea.id, 5)).resolves.toEqual({ ...idea, rating: 5 });
      await expect(ideas.find(idea.id)).resolves.toEqual({ ...idea, rating: 5 });
      await expect(ideas.find(idOf(1))).resolves.toMatchObject({ rating: null });
    });

    it('rates nothing under an id that was never saved', async () => {
      await expect(ideas.rate(idOf(7), 3)).resolves.toBeUndefined();
      await expect(ideas.list(10)).resolves.toEqual([]);
    });

    it('marks an idea, and no longer', async () => {
      const idea = anIdea({ rating: 3 });
      await ideas.save(idea);
      await ideas.save(anIdea({ id: idOf(1) }));
      await expect(ideas.setFavourite(idea.id, true)).resolves.toEqual({ ...idea, favourite: true });
      await expect(ideas.setFavourite(idea.id, true)).resolves.toEqual({ ...idea, favourite: true });
      await expect(ideas.find(idea.id)).resolves.toEqual({ ...idea, favourite: true });
      await expect(ideas.find(idOf(1))).resolves.toMatchObject({ favourite: false });
      await expect(ideas.setFavourite(idea.id, false)).resolves.toEqual(idea);
    });

    it('marks nothing under an id that was never saved', async () => {
      await expect(ideas.setFavourite(idOf(7), true)).resolves.toBeUndefined();
      await expect(ideas.list(10)).resolves.toEqual([]);
    });

    describe('made of others', () => {
      it('finds what was made of an idea, the newest first', async () => {
        await save(2);
        const children = [5, 6, 7].map((n) =>
          anIdea({ id: idOf(n), parentId: idOf(0), createdAt: new Date(1_700_000_000_000 + Math.floor(n / 6)) }),
        );
        for (const child of children) await ideas.save(child);
        await ideas.save(anIdea({ id: idOf(8), parentId: idOf(5) }));
        await expect(ideas.childrenOf(idOf(0), 10)).resolves.toEqual(children.toReversed());
        await expect(ideas.childrenOf(idOf(0), 2)).resolves.toEqual(children.toReversed().slice(0, 2));
        await expect(ideas.childrenOf(idOf(8), 10)).resolves.toEqual([]);
      });

      it('keeps them where the idea is deleted', async () => {
        const [parent] = await save(1);
        const child = anIdea({ id: idOf(5), parentId: parent.id });
        await ideas.save(child);
        await ideas.delete(parent.id);
        await expect(ideas.find(child.id)).resolves.toEqual(child);
        await expect(ideas.childrenOf(parent.id, 10)).resolves.toEqual([child]);
      });
    });

    describe('rated ensembles', () => {
      const [won, lost] = [aCandidate(), aCandidate({ index: 1, rank: 2 })];

      it('finds them, the newest first', async () => {
        const kinds: Partial<Idea>[] = [
          { rating: 4, candidates: [won, lost] },
          { rating: 4, candidates: null },
          { rating: null, candidates: [won] },
          { rating: 1, candidates: [won] },
          { rating: 5, candidates: [lost] },
        ];
        for (const [n, kind] of kinds.entries()) {
          await ideas.save(
            anIdea({ id: idOf(n), createdAt: new Date(1_700_000_000_000 + Math.floor(n / 4)), ...kind }),
          );
        }
        const newestFirst = [
          { rating: 5, candidates: [lost] },
          { rating: 1, candidates: [won] },
          { rating: 4, candidates: [won, lost] },
        ];
        await expect(ideas.ratedEnsembles(10)).resolves.toEqual(newestFirst);
        await expect(ideas.ratedEnsembles(2)).resolves.toEqual(newestFirst.slice(0, 2));
        await ideas.rate(idOf(2), 3);
        await ideas.delete(idOf(4));
        await expect(ideas.ratedEnsembles(2)).resolves.toEqual([
          { rating: 1, candidates: [won] },
          { rating: 3, candidates: [won] },
        ]);
      });

      it('finds many', async () => {
        for (let n = 0; n < 205; n += 1) {
          const createdAt = new Date(1_700_000_000_000 + Math.floor(n / 3));
          await ideas.save(anIdea({ id: idOf(n), createdAt, rating: 1, candidates: [{ ...won, seed: n }] }));
        }
        const seeds = (await ideas.ratedEnsembles(203)).map(({ candidates }) => candidates[0].seed);
        expect(seeds).toEqual(Array.from({ length: 203 }, (_, n) => 204 - n));
        await expect(ideas.ratedEnsembles(1000)).resolves.toHaveLength(205);
      });
    });

    it('deletes an idea, once', async () => {
      const [second, first] = await save(2);
      await expect(ideas.delete(first.id)).resolves.toBe(true);
      await expect(ideas.find(first.id)).resolves.toBeUndefined();
      await expect(ideas.list(10)).resolves.toEqual([second]);
      await expect(ideas.delete(first.id)).resolves.toBe(false);
      await expect(ideas.delete(idOf(7))).resolves.toBe(false);
      await expect(ideas.list(10)).resolves.toEqual([second]);
    });

    describe('with a filter', () => {
      const kinds: Partial<Idea>[] = [
        { category: 'art', language: 'de', modelUsed: 'muse-mini', rating: 5, favourite: true },
        { category: 'art', language: 'en', modelUsed: 'muse-mini', rating: 3, favourite: false },
        { category: 'health', language: 'de', modelUsed: 'muse-maxi', rating: null, favourite: true },
        { category: 'arts', language: 'fr', modelUsed: 'muse-mini', rating: 1, favourite: false },
      ];
      let newestFirst: Idea[];

      beforeEach(async () => {
        newestFirst = [];
        for (let n = 0; n < 20; n += 1) {
          const createdAt = new Date(1_700_000_000_000 + Math.floor(n / 3));
          const idea = anIdea({ id: idOf(n), createdAt, ...kinds[n % kinds.length] });
          await ideas.save(idea);
          newestFirst.unshift(idea);
        }
      });

      const wishes: [string, IdeaFilter, (idea: Idea) => boolean][] = [
        ['nothing', {}, () => true],
        ['a category', { category: 'art' }, ({ category }) => category === 'art'],
        ['a category that is not there', { category: 'ar_' }, () => false],
        ['a model that cannot be there', { model: 'muse\0mini' }, () => false],
        ['a category that cannot be there', { category: 'a\0rt' }, () => false],
        ['a language', { language: 'de' }, ({ language }) => language === 'de'],
        ['a model', { model: 'muse-maxi' }, ({ modelUsed }) => modelUsed === 'muse-maxi'],
        ['any rating', { minRating: 1 }, ({ rating }) => rating !== null],
        ['a good rating', { minRating: 3 }, ({ rating }) => rating !== null && rating >= 3],
        ['favourites', { favourite: true }, ({ favourite }) => favourite],
        ['no favourites', { favourite: false }, ({ favourite }) => !favourite],
        ['two things', { category: 'art', minRating: 4 }, ({ category, rating }) => category === 'art' && rating === 5],
        ['what contradicts itself', { category: 'health', minRating: 1 }, () => false],
      ];

      it.each(wishes)('lists those that meet %s, once in pages of every size', async (_, filter, meets) => {
        const expected = newestFirst.filter(meets);
        for (const limit of [1, 3, 100]) {
          const walked: Idea[] = [];
          for (let page = await ideas.list(limit, undefined, filter); page.length > 0;) {
            walked.push(...page);
            page = await ideas.list(limit, cursorAt(walked[walked.length - 1]), filter);
          }
          expect(walked).toEqual(expected);
        }
      });

      it('sees a rating and a mark at once', async () => {
        const { id } = newestFirst.find(({ rating }) => rating === null)!;
        await ideas.rate(id, 5);
        await ideas.setFavourite(id, false);
        const best = await ideas.list(100, undefined, { minRating: 5, favourite: false });
        expect(best.map((idea) => idea.id)).toEqual([id]);
      });
    });

    describe('with a search', () => {
      const texts: Partial<Idea>[] = [
        { title: 'Solardächer für Schulen', content: 'Ärger auf der Straße', prompt: 'Dach' },
        { title: '100% Tee', content: 'snake_case \\ und [a-z]*', prompt: "'; DROP TABLE ideas; --" },
        { title: 'A\u0308pfel', content: 'Zwei\nZeilen', prompt: 'a\0b' },
        { title: 'Дождь', content: 'ΣΟΦΊΑ 創意 👨‍👩‍👧‍👦', prompt: '' },
      ];

      beforeEach(async () => {
        for (const [n, text] of texts.entries()) await ideas.save(anIdea({ id: idOf(n), ...text }));
      });

      it.each<[string, number[]]>([
        ['Solardächer für Schulen', [0]],
        ['SOLARDÄCHER', [0]],
        ['ärger', [0]],
        ['STRASSE', [0]],
        ['straße', [0]],
        ['dach', [0]],
        ['dächer', [0]],
        ['äpfel', [2]],
        ['ÄPFEL', [2]],
        ['apfel', []],
        ['100%', [1]],
        ['%', [1]],
        ['_', [1]],
        ['\\', [1]],
        ['snake-case', []],
        ['[a-z]*', [1]],
        ["'; drop table", [1]],
        ['zwei\nzeilen', [2]],
        ['a\0b', [2]],
        ['a\0c', []],
        ['дождь', [3]],
        ['σοφία', [3]],
        ['創', [3]],
        ['👨‍👩‍👧‍👦', [3]],
        ['SchulenÄrger', []],
        ['schulen\u001färger', []],
        ['e', [0, 1, 2]],
        ['x'.repeat(200), []],
      ])('finds %j', async (search, expected) => {
        const found = await ideas.list(10, undefined, { search });
        expect(found.map(({ id }) => id).sort()).toEqual(expected.map(idOf));
      });

      it('finds nothing of what was deleted', async () => {
        await ideas.delete(idOf(0));
        await expect(ideas.list(10, undefined, { search: 'schulen' })).resolves.toEqual([]);
      });
    });

    it('ends a search early', async () => {
      await save(3);
      await expect(ideas.list(10, undefined, { search: 'idea' }, AbortSignal.abort())).resolves.toEqual([]);
    });

    it('takes many writes at the same time', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, n) => ideas.save(anIdea({ id: idOf(n) }))));
      await expect(ideas.list(100)).resolves.toHaveLength(20);
    });
  });
}
