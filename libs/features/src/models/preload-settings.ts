/** What the preloading feature needs to know; the application provides it. */
export abstract class PreloadSettings {
  /** When the models are ranked anew, as a cron expression. */
  abstract readonly cron: string;
  /** How many of the most wanted models are kept loaded. */
  abstract readonly top: number;
}
