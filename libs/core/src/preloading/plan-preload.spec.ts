import fc from 'fast-check';
import {
  justUsed,
  planPreload,
  type LoadedModel,
  type PreloadDecision,
  type PreloadSituation,
} from './plan-preload.js';

const now = new Date('2026-11-24T12:00:00Z');

interface Model {
  key: string;
  size: number;
  loaded: boolean;
  busy: boolean;
  current: boolean;
  idleSeconds: number | undefined;
}

/** Up to eight models in any state; the loaded ones may need more than there is, as after a setting was lowered. */
const situations = fc
  .record({
    models: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
        size: fc.integer({ min: 1, max: 6 }),
        loaded: fc.boolean(),
        busy: fc.boolean(),
        current: fc.boolean(),
        idleSeconds: fc.option(fc.integer({ min: 0, max: 3 * justUsed }), { nil: undefined }),
      }),
      { selector: ({ key }) => key },
    ),
    ranking: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
    memory: fc.integer({ min: 0, max: 16 }),
    top: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ models, ranking, memory, top }) => situation(models, ranking, memory, top));

function situation(models: Model[], ranking: string[], memory: number, top: number): PreloadSituation {
  const sizes = new Map(models.map(({ key, size }) => [key, size]));
  const loaded = models.filter((model) => model.loaded).map((model) => asLoaded(model));
  const fits = (keys: readonly string[]) => keys.reduce((sum, key) => sum + (sizes.get(key) ?? 1), 0) <= memory;
  return { ranking, loaded, fits, top, now };
}

function asLoaded({ key, busy, current, idleSeconds }: Model): LoadedModel {
  return {
    key,
    busy,
    current,
    lastUsed: idleSeconds === undefined ? undefined : new Date(now.getTime() - idleSeconds * 1000),
  };
}

/** Idle models that each take one place. */
function places(count: number, loaded: (string | LoadedModel)[], ranking: string[], top = count): PreloadSituation {
  const models = loaded.map((model) =>
    typeof model === 'string' ? { key: model, busy: false, current: false } : model,
  );
  return { ranking, loaded: models, fits: (keys) => keys.length <= count, top, now };
}

function withAction(decisions: PreloadDecision[], action: PreloadDecision['action']): string[] {
  return decisions.filter((decision) => decision.action === action).map(({ model }) => model);
}

function keysOf({ loaded }: PreloadSituation): string[] {
  return loaded.map(({ key }) => key);
}

describe('planPreload, whatever the situation', () => {
  it('never evicts a busy, the current or a just used model', () => {
    fc.assert(
      fc.property(situations, (given) => {
        const evicted = withAction(planPreload(given), 'evict');
        for (const { key, busy, current, lastUsed } of given.loaded) {
          const recent = lastUsed !== undefined && now.getTime() - lastUsed.getTime() < justUsed * 1000;
          if (busy || current || recent) expect(evicted).not.toContain(key);
        }
      }),
    );
  });

  it('leaves what fits after every load, in the order of its decisions', () => {
    fc.assert(
      fc.property(situations, (given) => {
        let keys = keysOf(given);
        for (const { model, action } of planPreload(given)) {
          if (action === 'evict') keys = keys.filter((key) => key !== model);
          if (action !== 'load') continue;
          keys = [...keys, model];
          expect(given.fits(keys)).toBe(true);
        }
      }),
    );
  });

  it('loads only what is wanted and not loaded, and evicts only what is loaded', () => {
    fc.assert(
      fc.property(situations, (given) => {
        const decisions = planPreload(given);
        for (const key of withAction(decisions, 'load')) {
          expect(given.ranking.slice(0, given.top)).toContain(key);
          expect(keysOf(given)).not.toContain(key);
        }
        for (const key of withAction(decisions, 'evict')) expect(keysOf(given)).toContain(key);
      }),
    );
  });

  it('decides once about every wanted model, and gives each decision a reason', () => {
    fc.assert(
      fc.property(situations, (given) => {
        const decisions = planPreload(given);
        const decided = decisions.map(({ model }) => model);
        expect(new Set(decided).size).toBe(decided.length);
        expect(decided).toEqual(expect.arrayContaining(given.ranking.slice(0, given.top)));
        for (const { reason } of decisions) expect(reason).toMatch(/\w/);
      }),
    );
  });

  it('evicts nothing for a model of less weight', () => {
    fc.assert(
      fc.property(situations, (given) => {
        fc.pre(given.fits(keysOf(given)));
        const place = (key: string) => (given.ranking.includes(key) ? given.ranking.indexOf(key) : Infinity);
        const decisions = planPreload(given);
        const loads = withAction(decisions, 'load');
        const weightierLoads = (key: string) => loads.filter((load) => place(load) < place(key));
        for (const key of withAction(decisions, 'evict')) {
          const evicted = new Set(withAction(decisions, 'evict').filter((other) => place(other) >= place(key)));
          const rest = keysOf(given).filter((other) => !evicted.has(other));
          // Beside the weightier loads alone it already had no room.
          expect(given.fits([...rest, key, ...weightierLoads(key)])).toBe(false);
        }
      }),
    );
  });

  it('evicts nothing that could have stayed', () => {
    fc.assert(
      fc.property(situations, (given) => {
        const decisions = planPreload(given);
        const evicted = withAction(decisions, 'evict');
        const after = [...keysOf(given).filter((key) => !evicted.includes(key)), ...withAction(decisions, 'load')];
        for (const key of evicted) expect(given.fits([...after, key])).toBe(false);
      }),
    );
  });

  it('has nothing left to do once it was done', () => {
    fc.assert(
      fc.property(situations, (given) => {
        const decisions = planPreload(given);
        const evicted = withAction(decisions, 'evict');
        const loads = withAction(decisions, 'load').map((key) => ({ key, busy: false, current: false }));
        const loaded = [...given.loaded.filter(({ key }) => !evicted.includes(key)), ...loads];
        const again = planPreload({ ...given, loaded });
        expect(withAction(again, 'load')).toEqual([]);
        expect(withAction(again, 'evict')).toEqual([]);
      }),
    );
  });
});

describe('planPreload', () => {
  it('loads the most wanted into an empty memory', () => {
    expect(planPreload(places(2, [], ['a', 'b', 'c']))).toEqual([
      { model: 'a', action: 'load', reason: 'rank 1 of the most wanted' },
      { model: 'b', action: 'load', reason: 'rank 2 of the most wanted' },
    ]);
  });

  it('evicts the lightest idle model', () => {
    expect(planPreload(places(2, ['b', 'c'], ['a', 'b', 'c'], 1))).toEqual([
      { model: 'c', action: 'evict', reason: 'makes room for a' },
      { model: 'a', action: 'load', reason: 'rank 1 of the most wanted' },
    ]);
  });

  it('evicts a wanted model for a weightier one', () => {
    expect(planPreload(places(1, ['b'], ['a', 'b'], 2))).toEqual([
      { model: 'b', action: 'evict', reason: 'makes room for a' },
      { model: 'a', action: 'load', reason: 'rank 1 of the most wanted' },
    ]);
  });

  it('keeps what is loaded', () => {
    expect(planPreload(places(2, ['a', 'z'], ['a']))).toEqual([
      { model: 'a', action: 'keep', reason: 'rank 1, already loaded' },
    ]);
  });

  it('says who is in the way', () => {
    const second = new Date(now.getTime() - 1000);
    const loaded = [
      { key: 'x', busy: true, current: false },
      { key: 'y', busy: false, current: true },
      { key: 'z', busy: false, current: false, lastUsed: second },
      { key: 'a', busy: false, current: false },
    ];
    expect(planPreload(places(4, loaded, ['a', 'b', 'z']))).toEqual([
      { model: 'a', action: 'keep', reason: 'rank 1, already loaded' },
      {
        model: 'b',
        action: 'skip',
        reason: 'rank 2, but no room beside a (rank 1), x (busy), y (current), z (just used)',
      },
      { model: 'z', action: 'keep', reason: 'rank 3, already loaded' },
    ]);
  });

  it('says that a model is too large', () => {
    expect(planPreload(places(0, [], ['a'], 1))).toEqual([
      { model: 'a', action: 'skip', reason: 'rank 1, but too large for the memory' },
    ]);
  });

  it('spares small models when a larger one has to go anyway', () => {
    const sizes: Record<string, number> = { big: 4, small: 1, new: 4 };
    const fits = (keys: readonly string[]) => keys.reduce((sum, key) => sum + sizes[key], 0) <= 5;
    const loaded = ['small', 'big'].map((key) => ({ key, busy: false, current: false }));
    expect(planPreload({ ranking: ['new', 'big', 'small'], loaded, fits, top: 1, now })).toEqual([
      { model: 'big', action: 'evict', reason: 'makes room for new' },
      { model: 'new', action: 'load', reason: 'rank 1 of the most wanted' },
    ]);
  });

  it.each([
    ['is spared', justUsed - 0.001, ['skip']],
    ['may go', justUsed, ['evict', 'load']],
  ])('a model %s after %d idle seconds', (_, idle, actions) => {
    const loaded = { key: 'b', busy: false, current: false, lastUsed: new Date(now.getTime() - idle * 1000) };
    expect(planPreload(places(1, [loaded], ['a', 'b'])).map(({ action }) => action)).toEqual(actions);
  });

  it('does nothing for a top of 0', () => {
    expect(planPreload(places(2, ['a'], ['b', 'a'], 0))).toEqual([]);
  });
});
