import { ProtoMessage } from './proto-message.js';

const hex = ({ parts }: ProtoMessage): string => Buffer.concat(parts as Uint8Array[]).toString('hex');

// The examples of the protobuf documentation ("Encoding").
describe('a protobuf message', () => {
  it('writes numbers', () => {
    expect(hex(new ProtoMessage().int(1, 150))).toBe('089601');
    expect(hex(new ProtoMessage().int(1, -2))).toBe('08feffffffffffffffff01');
    expect(hex(new ProtoMessage().float(2, 1))).toBe('150000803f');
  });

  it('writes texts and messages with their length', () => {
    expect(hex(new ProtoMessage().text(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new ProtoMessage().message(3, new ProtoMessage().int(1, 150)))).toBe('1a03089601');
  });

  it('knows its length before lazy bytes are made', () => {
    const make = jest.fn(() => new Uint8Array(300));
    const message = new ProtoMessage().message(7, new ProtoMessage().bytes(9, { byteLength: 300, make }));
    expect(message.byteLength).toBe(300 + 3 + 3);
    expect(make).not.toHaveBeenCalled();
  });
});
