import { parseTraceparent, toTraceparent } from './trace-context.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const kept = { traceId, spanId, isKept: true };

describe('parseTraceparent', () => {
  it('reads what it writes', () => {
    for (const context of [kept, { ...kept, isKept: false }]) {
      expect(parseTraceparent(toTraceparent(context))).toEqual(context);
    }
    expect(toTraceparent(kept)).toBe(`00-${traceId}-${spanId}-01`);
  });

  it('knows one flag, and takes later versions for what they say more', () => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-03`)).toEqual(kept);
    expect(parseTraceparent(`00-${traceId}-${spanId}-02`)).toEqual({ ...kept, isKept: false });
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01-what-comes`)).toEqual(kept);
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${traceId}-${spanId}`,
    `00-${traceId}-${spanId}-1`,
    `00-${traceId}-${spanId}-01-more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId}-${spanId}-01\n`,
  ])('takes %p for none', (text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});
