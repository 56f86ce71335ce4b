/** What health needs to know; the application provides it. */
export abstract class HealthSettings {
  /** Seconds without the end of a step, while there is work, after which a model is not called healthy any more. */
  abstract readonly patience: number;
}
