/** What the routes of OpenAI's API need to know; the application provides it. */
export abstract class OpenAiSettings {
  /** Texts of one request that a model is given at the same time: what its runners write together. */
  abstract readonly parallel: (model: string) => number;
}
