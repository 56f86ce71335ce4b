import { Batches } from './batches.js';
import { Connection, type ConnectionOptions, type RequestOptions } from './connection.js';
import type { FollowOptions } from './follow.js';
import { ideaStream } from './idea-stream.js';
import { Ideas } from './ideas.js';
import { Models } from './models.js';
import { Statistics } from './statistics.js';
import type {
  Angle,
  BatchRequest,
  BatchResponse,
  BatchStreamEvent,
  Idea,
  IdeaRequest,
  Language,
  RandomRequest,
  Ranking,
  StreamEvent,
  StreamRequest,
} from './types.js';

/** A Creative Muse service. Every method throws a MuseProblem where the service refuses, and takes a `signal` that ends it. */
export class CreativeMuse {
  readonly batches: Batches;
  readonly models: Models;
  readonly ideas: Ideas;
  readonly stats: Statistics;
  private readonly connection: Connection;

  constructor(options: ConnectionOptions = {}) {
    this.connection = new Connection(options);
    this.batches = new Batches(this.connection);
    this.models = new Models(this.connection);
    this.ideas = new Ideas(this.connection);
    this.stats = new Statistics(this.connection);
  }

  /** One idea, when it is finished. */
  generate(request: IdeaRequest, options?: RequestOptions): Promise<Idea> {
    return this.connection.json('/generate', { method: 'POST', body: request, ...options });
  }

  /** One idea for a prompt, and an angle, that the service picks. */
  random(request: RandomRequest = {}, options?: RequestOptions): Promise<Idea> {
    return this.connection.json('/random', { method: 'POST', body: request, ...options });
  }

  /** The ways of looking at a prompt that a request can name, told in a language; default: German. */
  angles(language?: Language, options?: RequestOptions): Promise<Angle[]> {
    return this.connection.json('/angles', { query: { language }, ...options });
  }

  /** What the candidates of an ensemble are ranked by, and what that cannot tell. */
  ranking(options?: RequestOptions): Promise<Ranking> {
    return this.connection.json('/ranking', options);
  }

  /** One idea as it is written; without a prompt, for one that the service picks. Resumes after a lost connection; leaving the loop stops the generation. */
  stream(request: StreamRequest, options?: FollowOptions): AsyncGenerator<StreamEvent, void> {
    return ideaStream(this.connection, request, options);
  }

  /** Many ideas, when all have ended. */
  batch(request: BatchRequest, options?: RequestOptions): Promise<BatchResponse> {
    return this.connection.json('/generate/batch', { method: 'POST', body: request, ...options });
  }

  /** Many ideas as they are written. Leaving the loop cancels what is left; for one that survives that, see `batches`. */
  async *batchStream(request: BatchRequest, options?: RequestOptions): AsyncGenerator<BatchStreamEvent, void> {
    const call = { method: 'POST', body: request, ...options } as const;
    for await (const { data } of this.connection.events<BatchStreamEvent>('/generate/batch', call)) yield data;
  }
}
