import { anEntry } from '../../../../test/support/fakes/samples.js';
import { type ModelDto, toModelDto } from './model.dto.js';
import { changesBetween } from './changes-between.js';

function model(fields: Partial<ModelDto>): ModelDto {
  const state = { entry: anEntry(), available: false, dtype: 'q8', status: 'not_loaded', current: false } as const;
  return Object.assign(toModelDto(state, null), fields);
}

const progress = { bytes: 5, total_bytes: 10, bytes_per_second: 1, seconds_left: 5 };

describe('changesBetween', () => {
  it('tells of every model at first', () => {
    expect(changesBetween([], [model({ key: 'a' }), model({ key: 'b', status: 'loaded' })])).toEqual([
      { type: 'status', model: 'a', status: 'not_loaded' },
      { type: 'status', model: 'b', status: 'loaded' },
    ]);
  });

  it('tells what changed, and nothing else', () => {
    const before = [model({ key: 'a' }), model({ key: 'b' })];
    const after = [model({ key: 'a' }), model({ key: 'b', status: 'downloading', progress })];
    expect(changesBetween(before, after)).toEqual([
      { type: 'status', model: 'b', status: 'downloading' },
      { type: 'progress', model: 'b', ...progress },
    ]);
    expect(changesBetween(after, after)).toEqual([]);
    const later = [model({ key: 'b', status: 'downloading', progress: { ...progress, bytes: 7 } })];
    expect(changesBetween(after, later)).toEqual([{ type: 'progress', model: 'b', ...progress, bytes: 7 }]);
  });

  it('tells why a download failed', () => {
    const error = { code: 'disk_full' as const, detail: 'No room.' };
    expect(changesBetween([model({})], [model({ status: 'error', error })])).toEqual([
      { type: 'status', model: 'muse-mini', status: 'error', error },
    ]);
  });
});
