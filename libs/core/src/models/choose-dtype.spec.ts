import { devices, dtypes } from './catalog-entry.js';
import { chooseDtype, type GraphFile } from './choose-dtype.js';
import { memoryOf } from './memory-budget.js';

/** Every format, as large as the weights of a model of a billion are in it. */
const all: GraphFile[] = (
  [
    ['fp32', 4],
    ['fp16', 2],
    ['q8', 1],
    ['int8', 1],
    ['uint8', 1],
    ['q4', 0.6],
    ['q4f16', 0.55],
    ['bnb4', 0.58],
  ] as const
).map(([dtype, sizeGb]) => ({ dtype, sizeGb }));

const without = (...left: string[]): GraphFile[] => all.filter(({ dtype }) => !left.includes(dtype));

describe('chooseDtype', () => {
  it('knows a size of every format', () => {
    expect(all.map(({ dtype }) => dtype).sort()).toEqual([...dtypes].sort());
  });

  it.each([
    ['cpu', 'q8'],
    ['auto', 'q8'],
    ['cuda', 'fp16'],
    ['webgpu', 'fp16'],
  ] as const)('prefers on %s, where everything fits: %s', (device, dtype) => {
    expect(chooseDtype(all, device, 100)).toBe(dtype);
  });

  it('takes what there is, in the order of preference', () => {
    expect(chooseDtype(without('q8'), 'cpu', 100)).toBe('int8');
    expect(chooseDtype(without('q8', 'int8', 'uint8'), 'cpu', 100)).toBe('q4');
    expect(chooseDtype([{ dtype: 'fp32', sizeGb: 4 }], 'cpu', 100)).toBe('fp32');
    expect(chooseDtype(without('fp16'), 'cuda', 100)).toBe('q4f16');
  });

  it('takes fewer bits where more do not fit, up to the limit itself', () => {
    expect(chooseDtype(all, 'cpu', memoryOf({ sizeGb: 1 }))).toBe('q8');
    expect(chooseDtype(all, 'cpu', memoryOf({ sizeGb: 1 }) - 0.001)).toBe('q4');
    expect(chooseDtype(all, 'webgpu', memoryOf({ sizeGb: 2 }) - 0.001)).toBe('q4f16');
  });

  it('takes the smallest where nothing fits', () => {
    expect(chooseDtype(all, 'cpu', 0.1)).toBe('bnb4');
    expect(chooseDtype(all, 'cuda', 0.1)).toBe('q4f16');
  });

  it('never chooses half precision for a processor', () => {
    const half = all.filter(({ dtype }) => dtype === 'fp16' || dtype === 'q4f16');
    expect(chooseDtype(half, 'cpu', 100)).toBeUndefined();
    expect(chooseDtype(half, 'auto', 100)).toBeUndefined();
  });

  it.each(devices)('chooses nothing where there is nothing: %s', (device) => {
    expect(chooseDtype([], device, 100)).toBeUndefined();
  });
});
