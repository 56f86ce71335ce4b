// The messages of onnx.proto that a decoder graph needs; the numbers are the fields' there.
import type { FilePart } from './file-parts.js';
import { ProtoMessage } from './proto-message.js';

export const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;
export const elementSizes: Record<ElementType, number> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  float16: 2,
};

/** A number is an `int` where `{ float }` does not say otherwise. */
export type Attribute = number | readonly number[] | { float: number };

export interface Node {
  operator: string;
  domain: string;
  /** An empty name leaves an optional input out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

export interface TensorData {
  name: string;
  type: ElementType;
  dims: readonly number[];
  data: FilePart;
}

/** A name stands for a size that is known only at run time. */
export type Dimension = number | string;

export interface ValueInfo {
  name: string;
  type: ElementType;
  dims: readonly Dimension[];
}

export function nodeMessage({ operator, domain, inputs, outputs, attributes }: Node): ProtoMessage {
  const message = new ProtoMessage();
  for (const input of inputs) message.text(1, input);
  for (const output of outputs) message.text(2, output);
  message.text(3, `${outputs.find((output) => output !== '') ?? ''}/${operator}`).text(4, operator);
  for (const [name, value] of Object.entries(attributes)) message.message(5, attributeMessage(name, value));
  return message.text(7, domain);
}

function attributeMessage(name: string, value: Attribute): ProtoMessage {
  const message = new ProtoMessage().text(1, name);
  if (typeof value === 'number') return message.int(3, value).int(20, 2);
  if ('float' in value) return message.float(2, value.float).int(20, 1);
  for (const item of value) message.int(8, item);
  return message.int(20, 7);
}

/** A tensor whose data stands in the message itself. */
export function tensorMessage(tensor: TensorData): ProtoMessage {
  return tensorHead(tensor).bytes(9, tensor.data);
}

/** A tensor whose data stands in another file of the same folder. */
export function externalTensorMessage(tensor: TensorData, location: string, offset: number): ProtoMessage {
  const entries = { location, offset: String(offset), length: String(tensor.data.byteLength) };
  const message = tensorHead(tensor);
  for (const [key, value] of Object.entries(entries)) {
    message.message(13, new ProtoMessage().text(1, key).text(2, value));
  }
  return message.int(14, 1);
}

function tensorHead({ name, type, dims }: TensorData): ProtoMessage {
  const message = new ProtoMessage();
  for (const dim of dims) message.int(1, dim);
  return message.int(2, elementTypes[type]).text(8, name);
}

export function valueInfoMessage({ name, type, dims }: ValueInfo): ProtoMessage {
  const shape = new ProtoMessage();
  for (const dim of dims) {
    shape.message(1, typeof dim === 'number' ? new ProtoMessage().int(1, dim) : new ProtoMessage().text(2, dim));
  }
  const tensor = new ProtoMessage().int(1, elementTypes[type]).message(2, shape);
  return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
}
