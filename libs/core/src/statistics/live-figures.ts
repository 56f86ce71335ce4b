/** What a model does now. */
export interface LiveModel {
  tokensPerSecond: number;
  /** Texts that wait. */
  queueDepth: number;
  /** Texts whose prompt is being read, or that are being written. */
  running: number;
  /** Mean seconds to the first token, of the texts that began within the window; null where none did. */
  timeToFirstToken: number | null;
  /** Tokens of all prompts since the service started, and those that did not have to be read again. */
  promptTokens: number;
  cachedPromptTokens: number;
}

/** What the models do now, wherever they run. */
export abstract class LiveFigures {
  /** The figures of each model that was ever asked for. */
  abstract snapshot(): ReadonlyMap<string, LiveModel>;
}
