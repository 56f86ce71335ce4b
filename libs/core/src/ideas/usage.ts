/** Tokens read and written for an idea. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
}
