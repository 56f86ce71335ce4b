import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelShape, normEpsilon, ropeBase } from './model-shape.js';
import { beginId, controlTokens, endId, padId, type Vocabulary } from './vocabulary.js';

/** ChatML, as SmolLM2 has it. */
export const chatTemplate =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

const control = controlTokens.map((content, id) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
}));

/** config.json and generation_config.json. `externalData` names the graph file whose weights stand beside it. */
export function writeConfig(folder: string, shape: ModelShape, externalData?: string): void {
  const ids = { bos_token_id: beginId, eos_token_id: endId, pad_token_id: padId };
  writeJson(folder, 'config.json', {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_act: 'silu',
    hidden_size: shape.hidden,
    intermediate_size: shape.feedForward,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    head_dim: shape.headSize,
    vocab_size: shape.vocabulary,
    max_position_embeddings: shape.context,
    rope_theta: ropeBase,
    rms_norm_eps: normEpsilon,
    tie_word_embeddings: true,
    ...ids,
    ...(externalData === undefined
      ? {}
      : { 'transformers.js_config': { use_external_data_format: { [externalData]: 1 } } }),
  });
  // Random weights repeat themselves at once, and a bench counts on every token that it asked for.
  writeJson(folder, 'generation_config.json', { ...ids, loop_guard: false });
}

/** tokenizer.json and tokenizer_config.json: byte-level byte pair encoding, as GPT-2 has it. */
export function writeTokenizer(folder: string, { tokens, merges }: Vocabulary, context: number): void {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  writeJson(folder, 'tokenizer.json', {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: control,
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  });
  writeJson(folder, 'tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: context,
    bos_token: controlTokens[beginId],
    eos_token: controlTokens[endId],
    pad_token: controlTokens[padId],
    unk_token: null,
    padding_side: 'left',
    clean_up_tokenization_spaces: false,
    add_bos_token: false,
    add_prefix_space: false,
    chat_template: chatTemplate,
    added_tokens_decoder: Object.fromEntries(control.map(({ id, ...token }) => [id, token])),
  });
}

function writeJson(folder: string, file: string, value: unknown): void {
  writeFileSync(join(folder, file), JSON.stringify(value));
}
