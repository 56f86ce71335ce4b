/** What is known of a loaded model when preloading is planned. */
export interface LoadedModel {
  key: string;
  /** It writes, somebody waits for it, or it is still being loaded. */
  busy: boolean;
  /** It answers requests that name no model. */
  current: boolean;
  lastUsed?: Date;
}

export interface PreloadSituation {
  /** Models by their weight, the weightiest first. */
  ranking: readonly string[];
  loaded: readonly LoadedModel[];
  /** Whether these models fit into memory together. */
  fits: (keys: readonly string[]) => boolean;
  /** How many of the ranking shall be loaded. */
  top: number;
  now: Date;
}

/** One decision, with its reason. */
export interface PreloadDecision {
  model: string;
  action: 'load' | 'evict' | 'keep' | 'skip';
  reason: string;
}

/** Seconds after its last use in which a model is not evicted. */
export const justUsed = 60;

/**
 * Decides what to load and what to evict so that the weightiest models are warm; the evictions come first. A model that is
 * busy, current or just used is never evicted, nothing is evicted for a model of less weight, and without a load nothing is
 * evicted at all.
 */
export function planPreload({ ranking, loaded, fits, top, now }: PreloadSituation): PreloadDecision[] {
  const wanted = [...new Set(ranking)].slice(0, top);
  const inMemory = new Set(loaded.map(({ key }) => key));
  const held = loaded.filter((model) => whyHeld(model, now) !== undefined).map(({ key }) => key);
  const warm = addWhileItFits(held, wanted, fits);
  const loads = wanted.filter((key) => warm.includes(key) && !inMemory.has(key));
  const staying = loads.length === 0 ? [...inMemory] : addWhileItFits(warm, byWeight([...inMemory], ranking), fits);

  const evictions = [...inMemory]
    .filter((key) => !staying.includes(key))
    .map((model): PreloadDecision => ({ model, action: 'evict', reason: whyEvicted(model, loads, ranking) }));
  const decisions = wanted.flatMap((model, index): PreloadDecision[] => {
    const rank = `rank ${index + 1}`;
    if (loads.includes(model)) return [{ model, action: 'load', reason: `${rank} of the most wanted` }];
    if (staying.includes(model)) return [{ model, action: 'keep', reason: `${rank}, already loaded` }];
    if (inMemory.has(model)) return [];
    const before = wanted.slice(0, index);
    return [{ model, action: 'skip', reason: `${rank}, but ${whySkipped(warm, before, loaded, now)}` }];
  });
  return [...evictions, ...decisions];
}

/** `base`, and of the candidates in their order all that still fit beside what was taken before them. */
function addWhileItFits(
  base: readonly string[],
  candidates: readonly string[],
  fits: PreloadSituation['fits'],
): readonly string[] {
  return candidates.reduce(
    (taken, key) => (taken.includes(key) || !fits([...taken, key]) ? taken : [...taken, key]),
    base,
  );
}

/** The weightiest first; models outside the ranking weigh nothing. */
function byWeight(keys: readonly string[], ranking: readonly string[]): string[] {
  return [...keys].sort((a, b) => place(a, ranking) - place(b, ranking));
}

function place(key: string, ranking: readonly string[]): number {
  const index = ranking.indexOf(key);
  return index < 0 ? ranking.length : index;
}

function whyHeld({ busy, current, lastUsed }: LoadedModel, now: Date): string | undefined {
  if (busy) return 'busy';
  if (current) return 'current';
  const idle = lastUsed === undefined ? Infinity : (now.getTime() - lastUsed.getTime()) / 1000;
  return idle < justUsed ? 'just used' : undefined;
}

function whyEvicted(model: string, loads: readonly string[], ranking: readonly string[]): string {
  const weightier = loads.filter((key) => place(key, ranking) < place(model, ranking));
  // Memory held more than fits, so that the weightier models alone leave it no room.
  return weightier.length === 0 ? 'no room beside weightier models' : `makes room for ${weightier.join(', ')}`;
}

function whySkipped(
  warm: readonly string[],
  before: readonly string[],
  loaded: readonly LoadedModel[],
  now: Date,
): string {
  const held = loaded.flatMap((model) => {
    const why = whyHeld(model, now);
    return why === undefined || before.includes(model.key) ? [] : [`${model.key} (${why})`];
  });
  const weightier = before.filter((key) => warm.includes(key)).map((key) => `${key} (rank ${before.indexOf(key) + 1})`);
  const others = [...weightier, ...held];
  return others.length === 0 ? 'too large for the memory' : `no room beside ${others.join(', ')}`;
}
