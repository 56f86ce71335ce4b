import type { Tensor } from 'onnxruntime-node';
import { OneRowModel } from './one-row-model.js';
import type { DecoderGraph } from './onnx-graph.js';
import type { GraphSession } from './output-copies.js';

const graph: DecoderGraph = {
  layers: 0,
  kvHeads: 1,
  headSize: 1,
  cacheType: 'float32',
  logitsType: 'float32',
  takesPositions: false,
  takesLogitsToKeep: false,
  pastNames: [],
  presentNames: [],
};
const vocabularySize = 3;

/** Its logits are token and place, so that a row says what it was made of. */
function modelOf(rowsFor: (count: number) => number): { model: OneRowModel; runs: number[][] } {
  const runs: number[][] = [];
  const runToNew = ({ input_ids, attention_mask }: Record<string, Tensor>): Promise<Record<string, Tensor>> => {
    const tokens = Array.from(input_ids.data as BigInt64Array, Number);
    runs.push(tokens);
    const first = attention_mask.dims[1] - tokens.length;
    const rows = tokens.map((token, i) => [token, first + i, 0]).slice(-rowsFor(tokens.length));
    return Promise.resolve({ logits: { data: Float32Array.from(rows.flat()) } as unknown as Tensor });
  };
  const session = { runToNew } as Partial<GraphSession> as GraphSession;
  return { model: new OneRowModel(session, graph, 64, vocabularySize), runs };
}

describe('OneRowModel', () => {
  const tokenIds = Int32Array.of(10, 11, 12, 13, 14);
  const wanted = [12, 2, 0, 13, 3, 0, 14, 4, 0];

  it('takes the last logits of a graph that gives all', async () => {
    const { model, runs } = modelOf((count) => count);
    expect([...(await model.extend(0, tokenIds, 0, 5, 3))]).toEqual(wanted);
    expect(runs).toEqual([[10, 11, 12, 13, 14]]);
  });

  it('reads token by token where the graph gives the last logits alone, and several are wanted', async () => {
    const { model, runs } = modelOf(() => 1);
    expect([...(await model.extend(0, tokenIds, 0, 5, 3))]).toEqual(wanted);
    expect(runs.slice(1)).toEqual([[10, 11, 12], [13], [14]]);
    runs.length = 0;
    expect([...(await model.extend(0, tokenIds, 2, 5))]).toEqual([14, 4, 0]);
    expect(runs).toEqual([[12, 13, 14]]);
  });
});
