/**
 * Whose turn it is: the clients take turns, and each client's own things come in the order in which they arrived. So whoever has many
 * things waiting makes itself wait, and nobody else.
 *
 * The order is known ahead: unless somebody comes or goes, things are taken in the order in which iterating shows them.
 */
export class FairQueue<T> {
  /** The clients that have something waiting, in the order of their next turns; a client whose turn it was goes to the end. */
  private readonly clients = new Map<string, Set<T>>();
  private length = 0;

  /** How many things wait. */
  get size(): number {
    return this.length;
  }

  /** How many of them are this client's. */
  sizeOf(client: string): number {
    return this.clients.get(client)?.size ?? 0;
  }

  /** A thing may be in the queue once. */
  add(client: string, thing: T): void {
    let things = this.clients.get(client);
    if (things === undefined) this.clients.set(client, (things = new Set()));
    things.add(thing);
    this.length += 1;
  }

  /** Takes out the thing whose turn it is. */
  take(): T | undefined {
    for (const [client, things] of this.clients) {
      for (const thing of things) {
        this.delete(client, thing);
        this.sendToTheEnd(client);
        return thing;
      }
    }
    return undefined;
  }

  /** Takes out a thing that does not want to wait any more; false where it does not wait here. */
  delete(client: string, thing: T): boolean {
    const things = this.clients.get(client);
    if (things?.delete(thing) !== true) return false;
    this.length -= 1;
    if (things.size === 0) this.clients.delete(client);
    return true;
  }

  /** In the order of their turns: the first thing of every client, the second of those that have one, and so on. */
  *[Symbol.iterator](): Generator<T, void> {
    let round = [...this.clients.values()].map((things) => things.values());
    while (round.length > 0) {
      const next: typeof round = [];
      for (const things of round) {
        const { done, value } = things.next();
        if (done === true) continue;
        yield value;
        next.push(things);
      }
      round = next;
    }
  }

  private sendToTheEnd(client: string): void {
    const things = this.clients.get(client);
    if (things === undefined) return;
    this.clients.delete(client);
    this.clients.set(client, things);
  }
}
