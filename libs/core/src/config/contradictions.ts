/** The settings that depend on each other. */
interface Settings {
  API_HOST: string;
  API_KEYS: readonly unknown[];
  ALLOW_OPEN: boolean;
  DATABASE_URL: string;
  REDIS_URL: string;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** Values that are fine alone and wrong together. */
export function contradictions(config: Settings): string[] {
  return [...openToAll(config), ...withoutDatabase(config)];
}

function withoutDatabase({ REDIS_URL, DATABASE_URL }: Settings): string[] {
  if (REDIS_URL === '' || DATABASE_URL !== '') return [];
  return [
    'REDIS_URL is set and DATABASE_URL is not: allowed is both, because processes that share requests share their database.',
  ];
}

function openToAll({ API_HOST, API_KEYS, ALLOW_OPEN }: Settings): string[] {
  if (loopback.test(API_HOST) || API_KEYS.length > 0 || ALLOW_OPEN) return [];
  const open = 'anyone in the network could use the service; set API_KEYS, or ALLOW_OPEN=true if that is meant';
  return [`API_HOST is "${API_HOST}": allowed is localhost or another loopback address, because ${open}.`];
}
