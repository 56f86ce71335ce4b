/**
 * From this likeness on, two ideas of a batch say the same. Found with muse-mini's own ideas: see
 * docs/decisions/0027-distinct-batches.md.
 */
export const nearDuplicate = 0.6;
