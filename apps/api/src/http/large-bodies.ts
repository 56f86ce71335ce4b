import type { IncomingMessage } from 'node:http';
import { callerOf } from '@muse/features/access/caller.js';
import { api } from '@muse/features/http/api-prefix.js';
import type { Request } from 'express';

/**
 * Whether a body may be as large as a batch of ten thousand prompts: sent to `POST /batches`, and, where there are keys, by
 * somebody who has one. What nobody may send is not read.
 */
export function mayBeLarge(hasKeys: boolean) {
  return (request: IncomingMessage): boolean =>
    request.url === `/${api}/batches` && (!hasKeys || callerOf(request as Request).key !== undefined);
}
