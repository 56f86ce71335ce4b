import type { TextRequest } from '../models/text-generation.js';

/** What a model is asked for. */
export interface ModelTask {
  model: string;
  request: TextRequest;
}
