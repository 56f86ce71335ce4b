import { type ErrorCode, type FieldError, type MuseError } from '@muse/core/errors/muse-error.js';

/** One bad field of a request. */
export class ProblemField implements FieldError {
  /**
   * Where it is.
   * @example creativity_level
   */
  path: string;
  /**
   * What is wrong and what is allowed.
   * @example creativity_level must not be greater than 10
   */
  reason: string;
}

/** An error, as RFC 9457 describes it; sent as `application/problem+json`. */
export class Problem {
  /** @example urn:creative-muse:problem:validation_failed */
  type: string;
  /** @example Bad request */
  title: string;
  /** @example 400 */
  status: number;
  /** @example creativity_level must not be greater than 10 */
  detail: string;
  /**
   * A stable word to decide by.
   * @example validation_failed
   */
  code: ErrorCode;
  /**
   * The request's id, as in the header X-Request-Id and in the log.
   * @example 3f0c9d2e-6f0c-4c0e-9d53-0f3a4a0c5f11
   */
  request_id?: string;
  /** Each bad field, where fields are to blame. */
  errors?: ProblemField[];
}

/** What each code means over HTTP. */
const meanings: Readonly<Record<ErrorCode, { status: number; title: string }>> = {
  validation_failed: { status: 400, title: 'Bad request' },
  invalid_json: { status: 400, title: 'The body is not JSON' },
  malformed_request: { status: 400, title: 'No HTTP request' },
  request_timeout: { status: 408, title: 'The request came too slowly' },
  headers_too_large: { status: 431, title: 'The header is too large' },
  prompt_too_long: { status: 400, title: 'The prompt is too long' },
  unauthorized: { status: 401, title: 'Who are you?' },
  forbidden: { status: 403, title: 'Not allowed with this key' },
  not_found: { status: 404, title: 'There is nothing here' },
  model_not_found: { status: 404, title: 'Unknown model' },
  idea_not_found: { status: 404, title: 'Unknown idea' },
  batch_not_found: { status: 404, title: 'Unknown batch' },
  batch_not_done: { status: 409, title: 'The batch is not done' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used before' },
  stream_not_found: { status: 404, title: 'Unknown stream' },
  model_not_downloadable: { status: 409, title: 'The model cannot be downloaded' },
  download_cancelled: { status: 409, title: 'The download was cancelled' },
  model_in_use: { status: 409, title: 'Another process works on the model' },
  model_requires_token: { status: 403, title: 'The hub wants a token' },
  model_not_found_on_hub: { status: 404, title: 'The hub does not have the model' },
  hub_offline: { status: 503, title: 'Nothing is downloaded' },
  hub_unavailable: { status: 503, title: 'The hub does not answer' },
  download_corrupt: { status: 502, title: 'The hub sent something else' },
  disk_full: { status: 507, title: 'The disk is full' },
  storage_failed: { status: 503, title: 'The database does not work' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Wrong content type' },
  rate_limited: { status: 429, title: 'Too many requests' },
  queue_full: { status: 503, title: 'The queue is full' },
  queue_unavailable: { status: 503, title: 'The queue does not answer' },
  no_worker: { status: 503, title: 'No worker is there' },
  model_not_downloaded: { status: 503, title: 'The model is not on this machine' },
  model_load_failed: { status: 503, title: 'The model could not be loaded' },
  out_of_memory: { status: 503, title: 'Out of memory' },
  model_failed: { status: 503, title: 'The model failed' },
  runner_died: { status: 503, title: 'The model died' },
  worker_lost: { status: 503, title: 'The worker was lost' },
  empty_answer: { status: 503, title: 'The model wrote nothing' },
  interrupted: { status: 503, title: 'The service stopped in between' },
  cancelled: { status: 409, title: 'Somebody cancelled it' },
  socket_busy: { status: 409, title: 'The socket has enough to do' },
  shutting_down: { status: 503, title: 'Shutting down' },
  not_ready: { status: 503, title: 'Not ready' },
  internal_error: { status: 500, title: 'Internal error' },
};

export function toProblem({ code, detail, errors }: MuseError, requestId?: string): Problem {
  const { status, title } = meanings[code];
  const fields = errors === undefined ? {} : { errors: [...errors] };
  const id = requestId === undefined ? {} : { request_id: requestId };
  return { type: `urn:creative-muse:problem:${code}`, title, status, detail, code, ...id, ...fields };
}
