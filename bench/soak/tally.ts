/** Outcomes of requests by what was asked for. */
export class Tally {
  private readonly counts = new Map<string, Map<string, number>>();

  /** @param outcome `ok`, `hung up`, or the code of a failure */
  add(action: string, outcome: string): void {
    const outcomes = this.counts.get(action) ?? new Map<string, number>();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    this.counts.set(action, outcomes);
  }

  get requests(): number {
    return this.rows.reduce((sum, { count }) => sum + count, 0);
  }

  /** Outcomes that nobody wanted. */
  get failures(): { action: string; outcome: string; count: number }[] {
    return this.rows.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'hung up');
  }

  get rows(): { action: string; outcome: string; count: number }[] {
    return [...this.counts].flatMap(([action, outcomes]) =>
      [...outcomes].map(([outcome, count]) => ({ action, outcome, count })),
    );
  }
}
