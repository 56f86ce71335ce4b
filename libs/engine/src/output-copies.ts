import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InferenceSession, type Tensor } from 'onnxruntime-node';

/**
 * onnxruntime-node (1.30) copies every output of a run into a new array, those included that the graph has just written
 * into tensors of ours: with a KV cache that costs more than the arithmetic. It converts the outputs in their order and
 * gives up at the first one that is no tensor. So a graph gets such an output in front of all others: the run does its
 * work, and nothing is copied. See docs/decisions/0008.
 */
const marker = 'muse_no_copies';
const refusal = 'Non tensor type is temporarily not supported';

/** Runs a graph that writes all its outputs into tensors of ours. */
export class GraphSession {
  private readonly isAmended: boolean;

  constructor(private readonly session: InferenceSession) {
    this.isAmended = session.outputNames[0] === marker;
  }

  /** Writes the outputs into `fetches`. */
  async run(feeds: Record<string, Tensor>, fetches: Record<string, Tensor>): Promise<void> {
    if (!this.isAmended) {
      await this.session.run(feeds, fetches);
      return;
    }
    try {
      await this.session.run(feeds, { [marker]: null, ...fetches });
    } catch (error) {
      if (messageOf(error).startsWith(refusal)) return;
      throw error;
    }
    throw new Error('onnxruntime-node has learned to convert sequences: outputs are copied again.');
  }

  /** Answers the outputs as new tensors. */
  async runToNew(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    const outputs = this.session.outputNames.filter((name) => name !== marker);
    return this.session.run(feeds, outputs);
  }
}

/**
 * While `load` runs, every graph that is loaded from a path gets the output that stops the copies. Only one at a time may
 * load: transformers.js makes its sessions through the same class, and there is no other way in.
 */
export async function withoutOutputCopies<T>(load: () => Promise<T>): Promise<T> {
  const original = InferenceSession.create.bind(InferenceSession);
  const create = async (path: string, options: InferenceSession.SessionOptions = {}): Promise<InferenceSession> =>
    original(amended(path), { ...options, extra: withFolder(options.extra, dirname(path)) });
  InferenceSession.create = create as typeof InferenceSession.create;
  try {
    return await load();
  } finally {
    InferenceSession.create = original;
  }
}

/** Errors of a native module are no instances of this realm's Error everywhere. */
function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | null)?.message);
}

/** A graph that comes as bytes does not know where its external data lies. */
function withFolder(extra: Record<string, unknown> = {}, folder: string): Record<string, unknown> {
  const session = extra.session as Record<string, unknown> | undefined;
  return { ...extra, session: { ...session, model_external_initializers_file_folder_path: folder } };
}

/** Protocol buffers that follow each other are one message, their lists joined: what comes first is first in the list. */
function amended(path: string): Uint8Array {
  return Buffer.concat([emptySequence(), readFileSync(path)]);
}

/** ModelProto { graph: { node: [SequenceEmpty() -> marker], output: [marker: seq(tensor(float))] } } */
function emptySequence(): Buffer {
  const name = Buffer.from(marker);
  const node = Buffer.concat([field(2, name), field(3, name), field(4, Buffer.from('SequenceEmpty'))]);
  const floatTensor = field(1, Buffer.of(0x08, 1));
  const sequenceType = field(4, field(1, floatTensor));
  const output = Buffer.concat([field(1, name), field(2, sequenceType)]);
  return field(7, Buffer.concat([field(1, node), field(12, output)]));
}

/** A length-delimited field of a protocol buffer; all of ours are shorter than 128 bytes. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of((number << 3) | 2, content.length), content]);
}
