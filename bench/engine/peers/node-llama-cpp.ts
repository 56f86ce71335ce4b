/** What the bench uses of node-llama-cpp, which is no dependency of the project. */
export interface LlamaModule {
  getLlama(options: { gpu: false; build: 'never'; skipDownload: boolean; maxThreads: number }): Promise<Llama>;
}

interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
}

interface LlamaModel {
  createContext(options: {
    sequences: number;
    contextSize: number;
    threads: number;
    batching: { itemPrioritizationStrategy?: 'firstInFirstOut' };
  }): Promise<LlamaContext>;
  tokenize(text: string): number[];
  detokenize(tokens: readonly number[]): string;
}

interface LlamaContext {
  getSequence(): LlamaSequence;
}

interface LlamaSequence {
  evaluate(
    tokens: readonly number[],
    options: { temperature: number; yieldEogToken: boolean },
  ): AsyncGenerator<number, void>;
  clearHistory(): Promise<void>;
}
