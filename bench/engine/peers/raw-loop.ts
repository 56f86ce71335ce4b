// ONNX Runtime alone: no HTTP, no tokenizer, no scheduler. The keys and values stay in place, in rows that are exactly as long
// as the texts get. Answers each message with what a run took.
//     node raw-loop.js {model.onnx} {threads}
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface RawRequest {
  rows: number;
  promptTokens: number;
  newTokens: number;
}

/** Milliseconds. */
export interface RawFigures {
  total: number;
  firstToken: number;
  gaps: number[];
  cpuSeconds: number;
}

const [file, threads] = process.argv.slice(2);
const session = await InferenceSession.create(file, {
  intraOpNumThreads: Number(threads),
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});
const sizes = session.outputMetadata.map((output) => (output.isTensor ? output.shape : []));
const vocabulary = Number(sizes[0][2]);
const [, kvHeads, , headSize] = sizes[1].map(Number);
const layers = session.outputNames.filter((name) => name.endsWith('.key')).length;
const keepOne = new Tensor('int64', BigInt64Array.of(1n), []);

type Feeds = Record<string, Tensor>;

async function run({ rows, promptTokens, newTokens }: RawRequest): Promise<RawFigures> {
  const length = promptTokens + newTokens;
  const rowSize = kvHeads * length * headSize;
  const buffers = Array.from({ length: 2 * layers }, () => new Float32Array(rows * rowSize));
  const logits = new Float32Array(rows * vocabulary);
  const tokens = new BigInt64Array(rows);
  const views = (first: number, count: number): [Feeds, Feeds] => {
    const [past, present]: [Feeds, Feeds] = [{}, {}];
    buffers.forEach((buffer, index) => {
      const name = `${index >> 1}.${index % 2 === 0 ? 'key' : 'value'}`;
      const data = buffer.subarray(first * rowSize, (first + count) * rowSize);
      past[`past_key_values.${name}`] = new Tensor('float32', data, [count, kvHeads, length, headSize]);
      present[`present.${name}`] = past[`past_key_values.${name}`];
    });
    const place = logits.subarray(first * vocabulary, (first + count) * vocabulary);
    present.logits = new Tensor('float32', place, [count, 1, vocabulary]);
    return [past, present];
  };
  const step = async ([past, present]: [Feeds, Feeds], ids: BigInt64Array, count: number, seen: number) => {
    const mask = new BigInt64Array(count * seen).fill(1n);
    const feeds = {
      ...past,
      input_ids: new Tensor('int64', ids, [count, ids.length / count]),
      attention_mask: new Tensor('int64', mask, [count, seen]),
      num_logits_to_keep: keepOne,
    };
    await session.run(feeds, present);
  };

  const [cpu, started] = [process.cpuUsage(), performance.now()];
  for (let row = 0; row < rows; row += 1) {
    const prompt = BigInt64Array.from({ length: promptTokens }, (_, i) =>
      BigInt(300 + ((i * 7919 + row * 31) % 48_000)),
    );
    await step(views(row, 1), prompt, 1, promptTokens);
    tokens[row] = BigInt(likeliest(logits, row));
  }
  const times = [performance.now()];
  const all = views(0, rows);
  for (let written = 1; written < newTokens; written += 1) {
    await step(all, tokens, rows, promptTokens + written);
    for (let row = 0; row < rows; row += 1) tokens[row] = BigInt(likeliest(logits, row));
    times.push(performance.now());
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    total: times[times.length - 1] - started,
    firstToken: times[0] - started,
    gaps: times.slice(1).map((time, index) => time - times[index]),
    cpuSeconds: (user + system) / 1e6,
  };
}

function likeliest(logits: Float32Array, row: number): number {
  const offset = row * vocabulary;
  let best = 0;
  for (let id = 1; id < vocabulary; id += 1) if (logits[offset + id] > logits[offset + best]) best = id;
  return best;
}

process.on('message', (request: RawRequest) => void run(request).then((figures) => process.send!(figures)));
