/**
 * Lets texts take their next token together, in the order of their places. A peer that stands for llama.cpp has to be as good as
 * it can be, and left to itself, node-llama-cpp starts the next batch as soon as most of the texts have asked: of 8 texts, most
 * batches hold 7, which cost more than 8. And llama.cpp cuts a batch into pieces where its sequences are out of order.
 */
export class Lockstep {
  private members = 0;
  private waiting: { place: number; go(): void }[] = [];

  join(): void {
    this.members += 1;
  }

  leave(): void {
    this.members -= 1;
    this.goOn();
  }

  /** Resolves when every member waits here. */
  turn(place: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ place, go: resolve });
      this.goOn();
    });
  }

  private goOn(): void {
    if (this.waiting.length < this.members) return;
    const all = this.waiting.sort((a, b) => a.place - b.place);
    this.waiting = [];
    // Not before the last one waits: who resolves a promise early goes on after those who wait for it already.
    queueMicrotask(() => {
      for (const { go } of all) go();
    });
  }
}
