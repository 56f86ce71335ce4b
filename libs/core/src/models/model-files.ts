import { type Dtype, dtypes } from './catalog-entry.js';
import type { GraphFile } from './choose-dtype.js';

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

/** The graphs among the files of a model, each with the weights that stand beside it. */
export function graphsAmong(files: readonly { path: string; size: number }[]): GraphFile[] {
  return dtypes.flatMap((dtype) => {
    const graph = graphFile(dtype);
    if (!files.some(({ path }) => path === graph)) return [];
    const parts = files.filter(({ path }) => path === graph || isPartOf(graph, path));
    return [{ dtype, sizeGb: parts.reduce((sum, { size }) => sum + size, 0) / 1e9 }];
  });
}

/** Whether transformers.js reads this file for a number format. Big graphs keep their weights beside them, in parts. */
export function isNeeded(file: string, dtype: Dtype): boolean {
  return isPartOf(graphFile(dtype), file) || optionalFiles.includes(file) || requiredFiles(dtype).includes(file);
}

function isPartOf(graph: string, file: string): boolean {
  return file.startsWith(graph) && /^_data(_\d+)?$/.test(file.slice(graph.length));
}
