/** How candidates come to be one idea: who writes them, and whether one idea is made of them. */
export interface EnsembleStrategy {
  /** The model of each candidate, by index. */
  writers: (models: readonly string[], candidates: number) => string[];
  /**
   * The model that makes one idea of the candidates; undefined where the best of them is the idea.
   * @param follows whether a model follows instructions
   * @throws MuseError `validation_failed` where one is needed, and there is none.
   */
  fuser: (models: readonly string[], follows: (model: string) => boolean) => string | undefined;
}
