/** A way from one node to another, for as much as its capacity is left. */
export interface Arc {
  to: number;
  capacity: number;
  cost: number;
  /** Index of the arc back, among those of `to`. */
  back: number;
}

/** A network whose arcs lead from lower to higher nodes, so that the first potentials need one pass. */
export class FlowNetwork {
  private readonly arcs: Arc[][];

  constructor(private readonly nodes: number) {
    this.arcs = Array.from({ length: nodes }, () => []);
  }

  /** Returns the arc: what is gone of its capacity in the end is what flows there. */
  add(from: number, to: number, capacity: number, cost: number): Arc {
    if (from >= to) throw new Error(`An arc leads back, from ${from} to ${to}`);
    const arc = { to, capacity, cost, back: this.arcs[to].length };
    this.arcs[to].push({ to: from, capacity: 0, cost: -cost, back: this.arcs[from].length });
    this.arcs[from].push(arc);
    return arc;
  }

  /** The cost of the cheapest way to send `units` from the first node to the last (successive shortest paths). */
  cheapest(units: number): number {
    const potentials = this.firstPotentials();
    let cost = 0;
    for (let unit = 0; unit < units; unit++) {
      const { distances, reachedBy } = this.shortestPaths(potentials);
      distances.forEach((distance, node) => {
        if (distance < Infinity) potentials[node] += distance;
      });
      for (let node = this.nodes - 1; node > 0; node = reachedBy[node]!.to) {
        const back = reachedBy[node]!;
        const arc = this.arcs[back.to][back.back];
        arc.capacity--;
        back.capacity++;
        cost += arc.cost;
      }
    }
    return cost;
  }

  private firstPotentials(): Float64Array {
    const distances = new Float64Array(this.nodes).fill(Infinity);
    distances[0] = 0;
    this.arcs.forEach((arcs, node) => {
      for (const { to, capacity, cost } of arcs) {
        if (capacity > 0) distances[to] = Math.min(distances[to], distances[node] + cost);
      }
    });
    return distances;
  }

  /** Dijkstra over reduced costs, which potentials keep from being negative. */
  private shortestPaths(potentials: Float64Array): { distances: Float64Array; reachedBy: (Arc | undefined)[] } {
    const distances = new Float64Array(this.nodes).fill(Infinity);
    const reachedBy = new Array<Arc | undefined>(this.nodes);
    const queue = new Heap();
    distances[0] = 0;
    queue.push(0, 0);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { value: node, priority } = next;
      if (priority > distances[node]) continue;
      for (const { to, capacity, cost, back } of this.arcs[node]) {
        if (capacity === 0) continue;
        // Rounding may leave a hair below zero.
        const distance = priority + Math.max(0, cost + potentials[node] - potentials[to]);
        if (distance >= distances[to]) continue;
        distances[to] = distance;
        reachedBy[to] = this.arcs[to][back];
        queue.push(to, distance);
      }
    }
    return { distances, reachedBy };
  }
}

interface Entry {
  value: number;
  priority: number;
}

/** A binary heap, the lowest priority first. */
class Heap {
  private readonly entries: Entry[] = [];

  push(value: number, priority: number): void {
    let index = this.entries.push({ value, priority }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.entries[parent].priority <= this.entries[index].priority) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  pop(): Entry | undefined {
    if (this.entries.length === 0) return undefined;
    this.swap(0, this.entries.length - 1);
    const first = this.entries.pop();
    this.sink();
    return first;
  }

  private sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.entries.length) return;
      const right = left + 1;
      const child =
        right < this.entries.length && this.entries[right].priority < this.entries[left].priority ? right : left;
      if (this.entries[index].priority <= this.entries[child].priority) return;
      this.swap(index, child);
      index = child;
    }
  }

  private swap(a: number, b: number): void {
    [this.entries[a], this.entries[b]] = [this.entries[b], this.entries[a]];
  }
}
