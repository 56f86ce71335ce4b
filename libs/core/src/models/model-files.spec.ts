import { dtypes } from './catalog-entry.js';
import { graphFile, isNeeded, requiredFiles } from './model-files.js';

describe('the files of a model', () => {
  it('have a graph of its own for every number format', () => {
    expect(graphFile('fp32')).toBe('onnx/model.onnx');
    expect(graphFile('q8')).toBe('onnx/model_quantized.onnx');
    expect(new Set(dtypes.map(graphFile)).size).toBe(dtypes.length);
  });

  it.each([
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'generation_config.json',
    'chat_template.jinja',
    'onnx/model_q4.onnx',
    'onnx/model_q4.onnx_data',
    'onnx/model_q4.onnx_data_1',
  ])('%s is needed', (file) => {
    expect(isNeeded(file, 'q4')).toBe(true);
  });

  it.each([
    'README.md',
    'model.safetensors',
    'onnx/model.onnx',
    'onnx/model.onnx_data',
    'onnx/model_q4f16.onnx',
    'onnx/model_q4.onnx_data_',
    'onnx/model_q4.onnx_data/../../x',
    'other/config.json',
    'onnx/config.json',
  ])('%s is not', (file) => {
    expect(isNeeded(file, 'q4')).toBe(false);
  });

  it('has everything that is required', () => {
    for (const dtype of dtypes) {
      for (const file of requiredFiles(dtype)) expect(isNeeded(file, dtype)).toBe(true);
    }
  });
});
