/** What depends on the style of the graph: how queries find their keys, and which inputs say where a token stands. */
export interface Attention {
  readonly takesPositions: boolean;
  /** Adds what all layers share. */
  prepare(): void;
  attend(layer: number, query: string, key: string, value: string): string;
}
