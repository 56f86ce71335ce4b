/** What is known of a loaded model when preloading is planned. */
export interface LoadedModel {
  key: string;
  /** It writes, or somebody waits for it. */
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
 * Decides what to load and what to evict so that the weightiest models are warm. A model that is busy, current or just used
 * is never evicted, and nothing is evicted for a model of less weight.
 */
export function planPreload({ ranking, loaded, fits, top, now }: PreloadSituation): PreloadDecision[] {
  const decisions: PreloadDecision[] = [];
  const wanted = ranking.slice(0, top);
  let keys = loaded.map(({ key }) => key);
  const weightOf = (key: string): number => (ranking.includes(key) ? ranking.length - ranking.indexOf(key) : 0);
  const evictable = loaded
    .filter((model) => !wanted.includes(model.key) && whyKept(model, now) === undefined)
    .sort((a, b) => weightOf(a.key) - weightOf(b.key));
  wanted.forEach((model, index) => {
    if (keys.includes(model)) {
      decisions.push({ model, action: 'keep', reason: `rank ${index + 1}, already loaded` });
      return;
    }
    const victims: string[] = [];
    const without = (): string[] => keys.filter((key) => !victims.includes(key));
    while (!fits([...without(), model]) && victims.length < evictable.length) {
      victims.push(evictable[victims.length].key);
    }
    if (!fits([...without(), model])) {
      decisions.push({ model, action: 'skip', reason: `rank ${index + 1}, but no idle model could make room` });
      return;
    }
    for (const victim of victims) {
      decisions.push({ model: victim, action: 'evict', reason: `makes room for ${model}` });
      evictable.splice(0, 1);
    }
    keys = [...without(), model];
    decisions.push({ model, action: 'load', reason: `rank ${index + 1} of the most wanted` });
  });
  return decisions;
}

function whyKept({ busy, current, lastUsed }: LoadedModel, now: Date): string | undefined {
  if (busy) return 'busy';
  if (current) return 'current';
  const idle = lastUsed === undefined ? Infinity : (now.getTime() - lastUsed.getTime()) / 1000;
  return idle < justUsed ? 'just used' : undefined;
}
