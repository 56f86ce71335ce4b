import { basename } from 'node:path';
import { bytesOf, type FilePart, writeParts } from './file-parts.js';
import { halvesOf } from './half.js';
import {
  type Attribute,
  elementSizes,
  type ElementType,
  elementTypes,
  externalTensorMessage,
  type Node,
  nodeMessage,
  type TensorData,
  tensorMessage,
  type ValueInfo,
  valueInfoMessage,
} from './onnx-messages.js';
import { ProtoMessage } from './proto-message.js';

/** Operators of ONNX Runtime itself, GroupQueryAttention and MatMulNBits among them. */
export const microsoft = 'com.microsoft';
const opset = 17;
const irVersion = 8;

export interface NodeOptions {
  domain?: string;
  attributes?: Record<string, Attribute>;
}

/** Numbers that a graph computes with. */
export type FloatType = 'float32' | 'float16';

/** A graph under construction. Values are known by their names; what adds a node answers the name of its first output. */
export class OnnxGraph {
  private readonly nodes: Node[] = [];
  private readonly tensors = new Map<string, TensorData>();
  private readonly inputs: ValueInfo[] = [];
  private readonly outputs: ValueInfo[] = [];

  constructor(readonly floatType: FloatType = 'float32') {}

  node(operator: string, inputs: readonly string[], outputs: string | readonly string[], options: NodeOptions = {}) {
    const names = typeof outputs === 'string' ? [outputs] : outputs;
    this.nodes.push({
      operator,
      inputs,
      outputs: names,
      domain: options.domain ?? '',
      attributes: options.attributes ?? {},
    });
    return names[0];
  }

  /** A weight of the graph's own numbers; its bytes are made when the file is written. */
  floats(name: string, dims: readonly number[], make: () => Float32Array): string {
    return this.weight(name, this.floatType, dims, () => this.own(make()));
  }

  /** A weight; its bytes are made when the file is written. */
  weight(name: string, type: ElementType, dims: readonly number[], make: () => ArrayBufferView): string {
    const byteLength = dims.reduce((product, dim) => product * dim, elementSizes[type]);
    return this.add({ name, type, dims, data: { byteLength, make: () => bytesOf(make()) } });
  }

  /** A list of integers that shapes and slices are made of; the same list is kept once. */
  integers(...values: readonly number[]): string {
    const data = bytesOf(BigInt64Array.from(values, BigInt));
    return this.add({ name: `integers_${values.join('_')}`, type: 'int64', dims: [values.length], data });
  }

  integer(value: number): string {
    return this.add({
      name: `integer_${value}`,
      type: 'int64',
      dims: [],
      data: bytesOf(BigInt64Array.of(BigInt(value))),
    });
  }

  number(value: number): string {
    const data = bytesOf(this.own(Float32Array.of(value)));
    return this.add({ name: `number_${value}`, type: this.floatType, dims: [], data });
  }

  /** Turns numbers into the graph's own, or into others. */
  cast(input: string, output: string, type: FloatType = this.floatType): string {
    return this.node('Cast', [input], output, { attributes: { to: elementTypes[type] } });
  }

  input(value: ValueInfo): void {
    this.inputs.push(value);
  }

  output(value: ValueInfo): void {
    this.outputs.push(value);
  }

  /** Writes the model; with external data, the weights go into a file `{file}_data` beside it. */
  write(file: string, { externalData = false } = {}): void {
    const outside: FilePart[] = [];
    let offset = 0;
    const external = (tensor: TensorData): ProtoMessage => {
      const message = externalTensorMessage(tensor, `${basename(file)}_data`, offset);
      outside.push(tensor.data);
      offset += tensor.data.byteLength;
      return message;
    };
    // Constants that shapes depend on stay inside: they are needed before a weight is looked at.
    const isOutside = ({ data }: TensorData): boolean => externalData && !(data instanceof Uint8Array);
    const tensors = [...this.tensors.values()];
    const model = this.model(tensors.map((tensor) => (isOutside(tensor) ? external(tensor) : tensorMessage(tensor))));
    writeParts(file, model.parts);
    if (externalData) writeParts(`${file}_data`, outside);
  }

  private model(tensors: readonly ProtoMessage[]): ProtoMessage {
    const graph = new ProtoMessage();
    for (const node of this.nodes) graph.message(1, nodeMessage(node));
    graph.text(2, 'decoder');
    for (const tensor of tensors) graph.message(5, tensor);
    for (const input of this.inputs) graph.message(11, valueInfoMessage(input));
    for (const output of this.outputs) graph.message(12, valueInfoMessage(output));
    const model = new ProtoMessage().int(1, irVersion).text(2, 'bench-model').message(7, graph);
    return model
      .message(8, new ProtoMessage().int(2, opset))
      .message(8, new ProtoMessage().text(1, microsoft).int(2, 1));
  }

  private own(values: Float32Array): Float32Array | Uint16Array {
    return this.floatType === 'float16' ? halvesOf(values) : values;
  }

  private add(tensor: TensorData): string {
    this.tensors.set(tensor.name, tensor);
    return tensor.name;
  }
}
