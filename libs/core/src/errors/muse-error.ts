/** Every way in which a request can fail. What a code means over HTTP is decided once, in `libs/features/src/http`. */
export const errorCodes = [
  'validation_failed',
  'invalid_json',
  'malformed_request',
  'request_timeout',
  'headers_too_large',
  'prompt_too_long',
  'unauthorized',
  'forbidden',
  'not_found',
  'model_not_found',
  'idea_not_found',
  'batch_not_found',
  'batch_not_done',
  'idempotency_key_reused',
  'stream_not_found',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'queue_full',
  'queue_unavailable',
  'no_worker',
  'model_not_downloaded',
  'model_not_downloadable',
  'model_requires_token',
  'model_not_found_on_hub',
  'hub_offline',
  'hub_unavailable',
  'download_corrupt',
  'download_cancelled',
  'model_in_use',
  'disk_full',
  'storage_failed',
  'model_load_failed',
  'out_of_memory',
  'model_failed',
  'runner_died',
  'worker_lost',
  'empty_answer',
  'interrupted',
  'cancelled',
  'socket_busy',
  'shutting_down',
  'not_ready',
  'internal_error',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One bad field: where it is, and what would have been allowed. */
export interface FieldError {
  path: string;
  reason: string;
}

export interface MuseErrorOptions {
  errors?: readonly FieldError[];
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  cause?: unknown;
}

/** A failure that a client may see: `detail` is written for the client and holds no path, token or stack. */
export class MuseError extends Error {
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    options: MuseErrorOptions = {},
  ) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.name = 'MuseError';
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }

  /** Anything thrown, as something that may be shown: what is not a MuseError is a bug, and its text stays inside. */
  static from(error: unknown): MuseError {
    if (error instanceof MuseError) return error;
    return new MuseError('internal_error', 'The service failed on this request. Its log says why.', { cause: error });
  }
}
