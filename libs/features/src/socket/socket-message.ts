import { type FieldError, MuseError } from '@muse/core/errors/muse-error.js';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { validationFailed, validationPipe } from '../http/validation.js';

/** What a client says on a socket. `requestId` is its own name for a generation. */
export type SocketMessage =
  { type: 'generate'; requestId: string; request: IdeaRequest } | { type: 'cancel'; requestId: string };

/** A message as it came: an object, and what it calls its generation, where that is a name. */
export interface RawMessage {
  fields: Readonly<Record<string, unknown>>;
  requestId?: string;
}

const pipe = validationPipe();
const longestId = 64;

/** @throws MuseError `invalid_json` for what is no JSON object. */
export function parseMessage(text: string): RawMessage {
  const fields = toObject(text);
  const { request_id: id } = fields;
  return { fields, requestId: typeof id === 'string' && id !== '' && id.length <= longestId ? id : undefined };
}

/** @throws MuseError `validation_failed`, with each bad field. */
export async function readMessage({ fields, requestId }: RawMessage): Promise<SocketMessage> {
  const { type } = fields;
  const errors = [...unknownFields(fields)];
  if (type !== 'generate' && type !== 'cancel') errors.push(bad('type', 'type must be generate or cancel'));
  if (requestId === undefined) {
    errors.push(bad('request_id', `request_id must be a text of 1 to ${longestId} characters`));
  }
  const isObject = typeof fields.request === 'object' && fields.request !== null && !Array.isArray(fields.request);
  if (type === 'generate' && !isObject) errors.push(bad('request', 'request must be an object'));
  if (type === 'cancel' && 'request' in fields) errors.push(bad('request', 'property request should not exist'));
  if (errors.length > 0 || requestId === undefined) throw validationFailed(errors);
  if (type === 'cancel') return { type, requestId };
  const request = (await pipe.transform(fields.request, { type: 'body', metatype: IdeaRequest })) as IdeaRequest;
  return { type: 'generate', requestId, request };
}

function toObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new MuseError('invalid_json', 'A message has to be a JSON object.');
}

function unknownFields(fields: object): FieldError[] {
  const known = ['type', 'request_id', 'request'];
  const unknown = Object.keys(fields).filter((name) => !known.includes(name));
  return unknown.slice(0, 10).map((name) => bad(name, `property ${name} should not exist`));
}

function bad(path: string, reason: string): FieldError {
  return { path, reason };
}
