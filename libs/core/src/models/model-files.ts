import type { Dtype } from './catalog-entry.js';

/** How transformers.js marks the number format in the name of a graph file. */
const suffixes: Readonly<Record<Dtype, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** The graph of a model, as a path in its folder. */
export function graphFile(dtype: Dtype): string {
  return `onnx/model${suffixes[dtype]}.onnx`;
}

/** The files without which transformers.js cannot load a model, as paths in its folder. */
export function requiredFiles(dtype: Dtype): string[] {
  return ['config.json', 'tokenizer.json', 'tokenizer_config.json', graphFile(dtype)];
}

/** Files that make a model better where it has them: how it samples, and how it is spoken to. */
const optionalFiles: readonly string[] = ['generation_config.json', 'chat_template.jinja'];

/** Whether transformers.js reads this file for a number format. Big graphs keep their weights beside them, in parts. */
export function isNeeded(file: string, dtype: Dtype): boolean {
  const graph = graphFile(dtype);
  const isPart = file.startsWith(graph) && /^_data(_\d+)?$/.test(file.slice(graph.length));
  return isPart || optionalFiles.includes(file) || requiredFiles(dtype).includes(file);
}
