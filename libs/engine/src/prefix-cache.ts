import type { KvBlock } from './step-model.js';

/** Tokens of a block. Only whole blocks are kept: a prompt that shares less computes it anew, in a step or two. */
const blockLength = 16;

interface Node {
  readonly parent?: Node;
  /** The tokens of the block, as its key in the parent. */
  readonly key: string;
  readonly block?: KvBlock;
  readonly children: Map<string, Node>;
}

/** What the cache has been good for. */
export interface PrefixStatistics {
  prompts: number;
  /** Prompts that found a beginning. */
  hits: number;
  promptTokens: number;
  cachedTokens: number;
  bytes: number;
}

/**
 * Keys and values of the beginnings of prompts, so that what many prompts share (a system text) is computed once. A tree of
 * blocks: the way to a block is all the text before it, so that what it holds is exactly what would be computed. When the
 * memory is used up, the block leaves that was used the longest time ago and has nothing behind it.
 */
export class PrefixCache {
  private readonly root: Node = { key: '', children: new Map() };
  /** Every block, the least recently used first; a block is always used before its parent, so the first is a leaf. */
  private readonly used = new Set<Node>();
  private readonly counts: PrefixStatistics = { prompts: 0, hits: 0, promptTokens: 0, cachedTokens: 0, bytes: 0 };

  /** @param limit bytes of keys and values; 0 keeps nothing */
  constructor(private readonly limit: number) {}

  get statistics(): Readonly<PrefixStatistics> {
    return this.counts;
  }

  /**
   * The blocks that a prompt begins with. Two tokens at least are left to read: the last one for its logits, and one more
   * because attention over a single token adds up in another order than over several, and the text shall be the same to the
   * last bit with and without this cache.
   */
  find(tokenIds: Int32Array, promptLength: number): KvBlock[] {
    const path = this.pathOf(tokenIds, promptLength - 2);
    this.touch(path);
    this.counts.prompts += 1;
    this.counts.promptTokens += promptLength;
    this.counts.cachedTokens += path.length * blockLength;
    if (path.length > 0) this.counts.hits += 1;
    return path.flatMap(({ block }) => block ?? []);
  }

  /** Keeps the blocks of a prompt that are not kept yet; `read` copies the positions start .. end - 1 of its slot. */
  keep(tokenIds: Int32Array, promptLength: number, read: (start: number, end: number) => KvBlock): void {
    const path = this.pathOf(tokenIds, promptLength);
    for (let start = path.length * blockLength; start + blockLength <= promptLength; start += blockLength) {
      const parent = path.at(-1) ?? this.root;
      const block = read(start, start + blockLength);
      if (block.bytes > this.limit) break;
      const node: Node = { parent, key: keyOf(tokenIds, start), block, children: new Map() };
      parent.children.set(node.key, node);
      this.used.add(node);
      this.counts.bytes += block.bytes;
      path.push(node);
    }
    this.touch(path);
    this.shrink();
  }

  private pathOf(tokenIds: Int32Array, length: number): Node[] {
    const path: Node[] = [];
    let node: Node | undefined = this.root;
    for (let start = 0; start + blockLength <= length; start += blockLength) {
      node = node.children.get(keyOf(tokenIds, start));
      if (node === undefined) break;
      path.push(node);
    }
    return path;
  }

  private touch(path: readonly Node[]): void {
    for (const node of [...path].reverse()) {
      this.used.delete(node);
      this.used.add(node);
    }
  }

  private shrink(): void {
    for (const node of this.used) {
      if (this.counts.bytes <= this.limit) return;
      this.used.delete(node);
      node.parent?.children.delete(node.key);
      this.counts.bytes -= node.block?.bytes ?? 0;
    }
  }
}

function keyOf(tokenIds: Int32Array, start: number): string {
  return tokenIds.subarray(start, start + blockLength).join();
}
