import fc, { type Arbitrary } from 'fast-check';

/** One frame as it goes over the wire (RFC 6455, section 5.2), as wrong as it likes. */
export interface Frame {
  fin: boolean;
  /** The three bits that nobody may use. */
  reserved: number;
  opcode: number;
  masked: boolean;
  payload: Uint8Array;
  /** What the frame says of its length; left out, the truth. */
  claims?: bigint;
}

/** Bytes of a connection that has been upgraded. */
export function toBytes({ fin, reserved, opcode, masked, payload, claims }: Frame): Buffer {
  const said = claims ?? BigInt(payload.length);
  const length =
    said < 126n ? [Number(said)] : said < 65_536n ? [126, ...bytesOf(said, 2)] : [127, ...bytesOf(said, 8)];
  const mask = masked ? [0x12, 0x34, 0x56, 0x78] : [];
  const body = masked ? payload.map((byte, i) => byte ^ mask[i % 4]) : payload;
  const head = [
    (fin ? 0x80 : 0) | (reserved << 4) | opcode,
    (masked ? 0x80 : 0) | length[0],
    ...length.slice(1),
    ...mask,
  ];
  return Buffer.concat([Buffer.from(head), body]);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a client could mean, and what none would. */
const messages = fc.oneof(
  fc.record({
    type: fc.constantFrom('generate', 'cancel', 'dance', 7, null),
    request_id: fc.oneof(fc.string({ maxLength: 70 }), fc.constantFrom(1, null, {})),
    request: fc.oneof(
      fc.record({
        prompt: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('Tee')),
        max_tokens: fc.constantFrom(1, 2, -1, '2'),
      }),
      fc.jsonValue(),
    ),
  }),
  fc.jsonValue(),
);

const payloads: Arbitrary<Uint8Array> = fc.oneof(
  { weight: 5, arbitrary: messages.map((message) => utf8(JSON.stringify(message))) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }).map(utf8) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom('[', '{"a":').map((text) => utf8(text.repeat(20_000))) },
);

const texts: Arbitrary<Frame> = payloads.map((payload) => ({
  fin: true,
  reserved: 0,
  opcode: 1,
  masked: true,
  payload,
}));

const anything: Arbitrary<Frame> = fc.record(
  {
    fin: fc.boolean(),
    reserved: fc.constantFrom(0, 0, 0, 1, 2, 4, 7),
    opcode: fc.integer({ min: 0, max: 15 }),
    masked: fc.boolean(),
    payload: payloads,
    claims: fc.constantFrom(0n, 125n, 65_535n, 2n ** 20n, 2n ** 20n + 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n),
  },
  { requiredKeys: ['fin', 'reserved', 'opcode', 'masked', 'payload'] },
);

/** What is sent over one socket. */
export const conversations: Arbitrary<Frame[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: texts }, { weight: 1, arbitrary: anything }),
  { minLength: 1, maxLength: 6 },
);

function bytesOf(value: bigint, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Number((value >> BigInt(8 * (count - 1 - i))) & 0xffn));
}
