import type { Texts } from '../texts/en.js';

/** What a failure means for the person in front of it. */
export type FailureKind = keyof Texts['failures'];

/** A map: `toString` is no code. */
const kinds = new Map<string, FailureKind>(
  Object.entries({
    unknown: 'unreachable',
    unauthorized: 'key',
    forbidden: 'forbidden',
    validation_failed: 'input',
    invalid_json: 'input',
    malformed_request: 'input',
    headers_too_large: 'input',
    payload_too_large: 'input',
    unsupported_media_type: 'input',
    idempotency_key_reused: 'input',
    model_not_downloadable: 'input',
    prompt_too_long: 'promptTooLong',
    model_not_downloaded: 'modelMissing',
    model_not_found: 'modelMissing',
    model_load_failed: 'modelBroken',
    model_failed: 'modelBroken',
    out_of_memory: 'memory',
    queue_full: 'busy',
    batch_not_done: 'busy',
    model_in_use: 'busy',
    socket_busy: 'busy',
    rate_limited: 'limited',
    runner_died: 'died',
    worker_lost: 'died',
    cancelled: 'cancelled',
    empty_answer: 'empty',
    shutting_down: 'starting',
    no_worker: 'starting',
    queue_unavailable: 'starting',
    not_ready: 'starting',
    interrupted: 'starting',
    request_timeout: 'starting',
    hub_offline: 'download',
    hub_unavailable: 'download',
    model_not_found_on_hub: 'download',
    download_corrupt: 'download',
    download_cancelled: 'download',
    model_requires_token: 'token',
    disk_full: 'disk',
    idea_not_found: 'gone',
    batch_not_found: 'gone',
    stream_not_found: 'gone',
    not_found: 'gone',
  }),
);

/** What to tell of a problem's code; of one that this page does not know, that the service failed. */
export function kindOf(code: string): FailureKind {
  return kinds.get(code) ?? 'internal';
}

/** Whether the Models page is where to go on. */
export function isAboutModels(kind: FailureKind): boolean {
  return kind === 'modelMissing' || kind === 'modelBroken' || kind === 'memory';
}

/** Whether the service's own sentence says more than ours: what it names stands in no dictionary. */
export function needsDetail(kind: FailureKind): boolean {
  return kind !== 'unreachable' && kind !== 'key';
}
