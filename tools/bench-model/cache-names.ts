/** The names that transformers.js gives the cache of a layer. */
export function cacheNames(layer: number): Record<'pastKey' | 'pastValue' | 'presentKey' | 'presentValue', string> {
  return {
    pastKey: `past_key_values.${layer}.key`,
    pastValue: `past_key_values.${layer}.value`,
    presentKey: `present.${layer}.key`,
    presentValue: `present.${layer}.value`,
  };
}
