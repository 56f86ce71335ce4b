// Compares exported graphs and tokenizers with the network and the encoder that they were made from (run check_export.py
// first).
//
//   node tools/muse-mini/eval/check-export.mjs models/muse-mini/onnx/model_quantized.onnx ...
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AutoTokenizer, env } from '@huggingface/transformers';
import ort from 'onnxruntime-node';

const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../.work/logits.json'), 'utf8'));
for (const file of process.argv.slice(2)) {
  const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  let difference = 0;
  let same = 0;
  let positions = 0;
  for (const { ids, logits, likeliest } of cases) {
    const length = ids.length;
    const int64 = (value, dims) =>
      new ort.Tensor(
        'int64',
        BigInt64Array.from({ length }, (_, i) => BigInt(value(i))),
        dims,
      );
    const feeds = { input_ids: int64((i) => ids[i], [1, length]), attention_mask: int64(() => 1, [1, length]) };
    feeds.num_logits_to_keep = new ort.Tensor('int64', BigInt64Array.of(BigInt(length)), []);
    if (session.inputNames.includes('position_ids')) feeds.position_ids = int64((i) => i, [1, length]);
    for (const { name, shape } of session.inputMetadata.filter((input) => input.name.startsWith('past'))) {
      feeds[name] = new ort.Tensor('float32', new Float32Array(0), [1, shape[1], 0, shape[3]]);
    }
    const { data, dims } = (await session.run(feeds)).logits;
    const vocabulary = dims[2];
    logits.forEach(
      (value, i) => (difference = Math.max(difference, Math.abs(value - data[(length - 1) * vocabulary + i]))),
    );
    likeliest.forEach((token, row) => {
      let best = 0;
      for (let i = 1; i < vocabulary; i += 1) if (data[row * vocabulary + i] > data[row * vocabulary + best]) best = i;
      same += best === token ? 1 : 0;
      positions += 1;
    });
  }
  console.log(
    `${file}: largest difference ${difference.toExponential(1)}, same likeliest token ${((100 * same) / positions).toFixed(2)} %`,
  );

  const folder = dirname(dirname(file));
  env.localModelPath = dirname(folder);
  env.allowRemoteModels = false;
  const tokenizer = await AutoTokenizer.from_pretrained(folder.slice(dirname(folder).length + 1));
  const texts = JSON.parse(readFileSync(join(import.meta.dirname, '../.work/tokens.json'), 'utf8'));
  const differing = texts.filter(({ text, ids }) => tokenizer.encode(text).join() !== ids.join());
  console.log(
    `${texts.length - differing.length} of ${texts.length} texts have the same tokens`,
    differing.slice(0, 3),
  );
}
