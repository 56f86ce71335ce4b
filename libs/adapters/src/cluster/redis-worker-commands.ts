import { randomUUID } from 'node:crypto';
import { type WorkerCommand, WorkerCommands } from '@muse/core/cluster/worker-commands.js';
import { type ErrorCode, MuseError } from '@muse/core/errors/muse-error.js';
import { keyPrefix } from '../redis/redis-connection.js';
import type { RedisMessages } from '../redis/redis-messages.js';

interface Order {
  id: string;
  /** Whom to answer. */
  from: string;
  command: WorkerCommand;
}

interface Reply {
  id: string;
  failure?: { code: ErrorCode; detail: string };
}

const commandsTo = (worker: string): string => `${keyPrefix}commands:${worker}`;
const repliesTo = (sender: string): string => `${keyPrefix}replies:${sender}`;

/** Milliseconds after which a command is told again that has no answer: the message, or the answer, may be lost. */
const again = 1000;
/** Commands whose answers a worker remembers, for those that come again. */
const remembered = 1000;

/** Commands and answers as messages of Redis. */
export class RedisWorkerCommands extends WorkerCommands {
  private readonly me = randomUUID();
  private readonly open = new Map<string, (reply: Reply) => void>();
  private hearing?: Promise<void>;

  constructor(private readonly messages: RedisMessages) {
    super();
  }

  override async send(worker: string, command: WorkerCommand, signal: AbortSignal): Promise<void> {
    this.hearing ??= this.messages.hear(repliesTo(this.me), (text) => this.hear(text));
    await this.hearing;
    const order: Order = { id: randomUUID(), from: this.me, command };
    const text = JSON.stringify(order);
    const tell = (): void => void this.messages.tell(commandsTo(worker), text).catch(() => undefined);
    const timer = setInterval(tell, again);
    const end = (): void => {
      clearInterval(timer);
      this.open.delete(order.id);
    };
    signal.addEventListener('abort', end);
    tell();
    const { failure } = await new Promise<Reply>((resolve) => this.open.set(order.id, resolve)).finally(end);
    if (failure !== undefined) throw new MuseError(failure.code, failure.detail);
  }

  override async serve(worker: string, carryOut: (command: WorkerCommand) => Promise<void>): Promise<void> {
    const replies = new Map<string, Promise<Reply>>();
    await this.messages.hear(commandsTo(worker), (text) => {
      const { id, from, command } = JSON.parse(text) as Order;
      const reply = replies.get(id) ?? replyOf(id, carryOut(command));
      replies.set(id, reply);
      const [oldest] = replies.keys();
      if (replies.size > remembered) replies.delete(oldest);
      void reply.then((told) => this.messages.tell(repliesTo(from), JSON.stringify(told))).catch(() => undefined);
    });
  }

  private hear(text: string): void {
    const reply = JSON.parse(text) as Reply;
    this.open.get(reply.id)?.(reply);
  }
}

async function replyOf(id: string, done: Promise<void>): Promise<Reply> {
  try {
    await done;
    return { id };
  } catch (error) {
    const { code, detail } = MuseError.from(error);
    return { id, failure: { code, detail } };
  }
}
