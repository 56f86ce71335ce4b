import type { IncomingHttpHeaders } from 'node:http';

/** The key that a request shows in its headers, right or wrong: `Authorization: Bearer KEY`, or `X-API-Key: KEY`. */
export function shownKey(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const other = headers['x-api-key'];
  return bearer ?? (typeof other === 'string' ? other : undefined);
}
