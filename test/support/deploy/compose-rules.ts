import type { Json } from '../json.js';
import { type Facts, settingsProblems } from './documents.js';

/** What is wrong with a Compose file, in sentences. */
export function composeProblems(file: Json, facts: Facts): string[] {
  return Object.entries<Json>(file.services).flatMap(([name, service]) => [
    ...references(name, service, file),
    ...(service.image === facts.image ? ours(name, service, facts) : []),
  ]);
}

function references(name: string, service: Json, file: Json): string[] {
  const wanted = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
  const absent = wanted.filter((other: string) => file.services[other] === undefined);
  const volumes = (service.volumes ?? []).map((volume: string) => volume.split(':')[0]);
  const undeclared = volumes.filter((volume: string) => !/^[./]/.test(volume) && !(volume in (file.volumes ?? {})));
  return [
    ...(service.image === undefined ? [`${name}: no image`] : []),
    ...absent.map((other: string) => `${name}: depends on ${other}, which is not there`),
    ...undeclared.map((volume: string) => `${name}: the volume ${volume} is not declared`),
    ...Object.entries<Json>(service.depends_on ?? {})
      .filter(([other, { condition }]) => condition === 'service_healthy' && !file.services[other]?.healthcheck)
      .map(([other]) => `${name}: waits for the health of ${other}, which has no check`),
  ];
}

function ours(name: string, service: Json, facts: Facts): string[] {
  const environment = filledIn(service.environment ?? {});
  const shutdown = Number(environment.SHUTDOWN_TIMEOUT || 5);
  const grace = Number(/^(\d+)s$/.exec(service.stop_grace_period ?? '10s')?.[1]);
  const hardened = service.read_only === true && service.cap_drop?.includes('ALL') === true;
  return [
    ...settingsProblems(name, environment, facts),
    ...(grace > shutdown ? [] : [`${name}: is killed after ${grace} s, and needs ${shutdown} to stop`]),
    ...(hardened ? [] : [`${name}: may write its image, or has capabilities`]),
  ];
}

/** Values with their variables: those without a default get something of the right form. */
function filledIn(environment: Record<string, unknown>): Record<string, string> {
  const samples: Record<string, string> = { MUSE_KEYS: 'me:admin:a-key-of-16-characters' };
  const fill = (value: string): string =>
    value
      .replace(/\$\{(\w+):-([^}]*)\}/g, '$2')
      .replace(/\$\{(\w+)(:\?[^}]*)?\}/g, (_, name: string) => samples[name] ?? 'sample');
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(String(value))]));
}
