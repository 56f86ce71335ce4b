/** What the statistics need to know; the application provides it. */
export abstract class StatsSettings {
  /** Whether a batch may work with several models at the same time. */
  abstract readonly parallel: boolean;
  /** Milliseconds between two events of the live statistics. */
  abstract readonly interval: number;
}
