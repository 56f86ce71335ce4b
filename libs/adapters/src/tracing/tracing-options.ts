/** What tracing to a collector needs to know. */
export interface TracingOptions {
  /** Address of the collector; empty for none. */
  endpoint: string;
  serviceName: string;
  /** Share of the traces that begin here and are kept, 0 to 1. */
  share: number;
  /** Says when the collector does not answer, and when it does again. */
  log: (text: string) => void;
}
