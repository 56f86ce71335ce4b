import type { Json } from '../json.js';
import { type Facts, settingsProblems } from './documents.js';

/**
 * What is wrong with the pods of a workload, in sentences.
 * @param claims volumes that the workload makes for each pod
 */
export function podProblems(where: string, pod: Json, all: readonly Json[], facts: Facts, claims: string[]): string[] {
  const user = pod.securityContext?.runAsNonRoot === true && pod.securityContext.seccompProfile !== undefined;
  return [
    ...(user ? [] : [`${where}: may run as root, or without a seccomp profile`]),
    ...(pod.volumes ?? []).flatMap((volume: Json) => claim(where, volume, all)),
    ...pod.containers.flatMap((container: Json) => [
      ...containerProblems(`${where}, ${container.name}`, container, pod, claims),
      ...(isOurs(container, facts) ? ours(`${where}, ${container.name}`, container, pod, all, facts) : []),
    ]),
  ];
}

function isOurs({ image }: Json, facts: Facts): boolean {
  return /([^/:]+)(:[^/:]+)?$/.exec(image as string)?.[1] === facts.image;
}

function claim(where: string, { persistentVolumeClaim: wanted }: Json, all: readonly Json[]): string[] {
  if (wanted === undefined) return [];
  const isThere = all.some(
    ({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.name === wanted.claimName,
  );
  return isThere ? [] : [`${where}: there is no volume claim ${wanted.claimName}`];
}

function containerProblems(where: string, container: Json, pod: Json, claims: string[]): string[] {
  const { image, resources, securityContext: context, volumeMounts = [], ports = [] } = container;
  const volumes = [...(pod.volumes ?? []).map(({ name }: Json) => name as string), ...claims];
  const lost = volumeMounts.filter(({ name }: Json) => !volumes.includes(name as string));
  const isHardened =
    context?.allowPrivilegeEscalation === false &&
    context.readOnlyRootFilesystem === true &&
    context.capabilities?.drop?.includes('ALL') === true;
  const names = ports.map(({ name }: Json) => name as string);
  return [
    ...(/:(?!latest$)[^/:]+$/.test(image ?? '') ? [] : [`${where}: the image has no version`]),
    ...(resources?.requests?.cpu && resources.requests.memory && resources.limits?.memory
      ? []
      : [`${where}: its resources are not said`]),
    ...(isHardened ? [] : [`${where}: may write its image, gain rights, or has capabilities`]),
    ...lost.map(({ name }: Json) => `${where}: there is no volume ${name}`),
    ...probesOf(container)
      .map((probe) => (probe.httpGet ?? probe.tcpSocket)?.port as string | undefined)
      .filter((port) => port !== undefined && !names.includes(port))
      .map((port) => `${where}: a probe asks the port ${port}, which there is not`),
  ];
}

function ours(where: string, container: Json, pod: Json, all: readonly Json[], facts: Facts): string[] {
  const { environment, problems } = environmentOf(where, container, all);
  const paths = probesOf(container).map((probe) => probe.httpGet?.path as string | undefined);
  const lost = paths.filter((path) => path !== undefined && !facts.routes.includes(path));
  const pause = Number(container.lifecycle?.preStop?.exec?.command?.[1] ?? 0);
  const needed = pause + Number(environment.SHUTDOWN_TIMEOUT || 5);
  const grace = Number(pod.terminationGracePeriodSeconds ?? 30);
  return [
    ...problems,
    ...settingsProblems(where, environment, facts),
    ...lost.map((path) => `${where}: a probe asks ${path}, which there is not`),
    ...(grace > needed ? [] : [`${where}: is killed after ${grace} s, and needs ${needed} to stop`]),
  ];
}

function probesOf({ startupProbe, livenessProbe, readinessProbe }: Json): Json[] {
  return [startupProbe, livenessProbe, readinessProbe].filter(Boolean);
}

/** The environment of a container, with what ConfigMaps and Secrets hold. */
function environmentOf(
  where: string,
  { env = [], envFrom = [] }: Json,
  all: readonly Json[],
): { environment: Record<string, string>; problems: string[] } {
  const problems: string[] = [];
  const dataOf = (kind: string, name: string): Record<string, string> => {
    const found = all.find((other) => other.kind === kind && other.metadata.name === name);
    if (found === undefined) problems.push(`${where}: there is no ${kind} ${name}`);
    return found?.data ?? found?.stringData ?? {};
  };
  const environment: Record<string, string> = {};
  for (const { configMapRef, secretRef } of envFrom) {
    if (configMapRef) Object.assign(environment, dataOf('ConfigMap', configMapRef.name as string));
    if (secretRef) Object.assign(environment, dataOf('Secret', secretRef.name as string));
  }
  for (const { name, value, valueFrom } of env) {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    const { name: from, key } = configMapKeyRef ?? secretKeyRef ?? {};
    const found = key === undefined ? value : dataOf(configMapKeyRef ? 'ConfigMap' : 'Secret', from as string)[key];
    if (found === undefined) problems.push(`${where}: ${name} has no value: there is no ${key} in ${from}`);
    else environment[name] = found;
  }
  const strings = Object.entries(environment).filter(([, value]: [string, unknown]) => typeof value === 'string');
  const others = Object.keys(environment).filter((name) => !strings.some(([known]) => known === name));
  problems.push(...others.map((name) => `${where}: ${name} is not a string`));
  return { environment: Object.fromEntries(strings), problems };
}
