import { resolve } from 'node:path';
import { AutoTokenizer, env, type PreTrainedTokenizer } from '@huggingface/transformers';

/** The tokenizer of muse-mini, to count without the service what it counts. */
export async function museMiniTokenizer(): Promise<PreTrainedTokenizer> {
  env.localModelPath = resolve(__dirname, '../../models');
  env.allowRemoteModels = false;
  return AutoTokenizer.from_pretrained('muse-mini', { local_files_only: true });
}
