import type { Model } from '@creative-muse/client';

/** What has to be known of a model to tell whether it makes one idea of several. */
export type Fuser = Pick<Model, 'key' | 'current' | 'follows_instructions'>;

/**
 * Whether one of those who write can make one idea of what all have written. Of models that nobody knows yet, none can.
 * @param writers keys of the models that write; none: the current one
 */
export function canFuse(models: readonly Fuser[] = [], writers: readonly string[]): boolean {
  const writes = ({ key, current }: Fuser): boolean => (writers.length === 0 ? current : writers.includes(key));
  return models.some((model) => model.follows_instructions && writes(model));
}
