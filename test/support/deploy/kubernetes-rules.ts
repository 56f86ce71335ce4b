import type { Json } from '../json.js';
import type { Facts } from './documents.js';
import { podProblems } from './pod-rules.js';

/** A set of manifests that is applied together. */
export type Manifests = readonly Json[];

/** What is wrong with manifests, each alone and all together, in sentences. */
export function kubernetesProblems(manifests: Manifests, facts: Facts): string[] {
  return [
    ...manifests.flatMap((manifest) => identity(manifest, manifests)),
    ...workloadsOf(manifests).flatMap((workload) => [
      ...labels(workload),
      ...podProblems(nameOf(workload), workload.spec.template.spec, manifests, facts, claimsOf(workload)),
    ]),
    ...manifests.flatMap((manifest) => references(manifest, manifests)),
  ];
}

/** Whatever runs pods. */
export function workloadsOf(manifests: Manifests): Json[] {
  return manifests.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind as string));
}

function nameOf({ kind, metadata }: Json): string {
  return `${kind} ${metadata?.name}`;
}

function claimsOf({ spec }: Json): string[] {
  return (spec.volumeClaimTemplates ?? []).map(({ metadata }: Json) => metadata.name as string);
}

function identity(manifest: Json, all: Manifests): string[] {
  const { apiVersion, kind, metadata } = manifest ?? {};
  if (!apiVersion || !kind || !metadata?.name) return [`a document without apiVersion, kind or name: ${kind}`];
  const twice = all.filter((other) => nameOf(other) === nameOf(manifest)).length > 1;
  const spaces = all.filter((other) => other.kind === 'Namespace').map((other) => other.metadata.name as string);
  const isHome = kind === 'Namespace' || spaces.includes(metadata.namespace as string);
  return [
    ...(twice ? [`${nameOf(manifest)}: is there twice`] : []),
    ...(isHome ? [] : [`${nameOf(manifest)}: the namespace ${metadata.namespace} is not there`]),
  ];
}

function labels(workload: Json): string[] {
  if (workload.kind === 'Job') return [];
  const fits = matches(workload.spec.selector, workload.spec.template.metadata.labels);
  return fits ? [] : [`${nameOf(workload)}: its selector does not match its own pods`];
}

function references(manifest: Json, all: Manifests): string[] {
  const { kind, spec } = manifest;
  const workloads = workloadsOf(all);
  const podsOf = (selector: Json): Json[] =>
    workloads.filter((workload) => matches(selector, workload.spec.template.metadata.labels));
  const nobody = (selector: Json): string[] =>
    podsOf(selector).length > 0 ? [] : [`${nameOf(manifest)}: selects no pods`];
  switch (kind) {
    case 'Service': {
      const pods = podsOf({ matchLabels: spec.selector });
      const ports = pods.flatMap(portsOf);
      const lost = spec.ports.filter(({ targetPort }: Json) => !ports.includes(targetPort as string));
      return [
        ...nobody({ matchLabels: spec.selector }),
        ...lost.map(({ targetPort }: Json) => `${nameOf(manifest)}: no container has the port ${targetPort}`),
      ];
    }
    case 'Ingress':
      return spec.rules
        .flatMap((rule: Json) => rule.http.paths)
        .flatMap(({ backend: { service } }: Json) => backend(nameOf(manifest), service, all));
    case 'PodDisruptionBudget':
      return nobody(spec.selector);
    case 'NetworkPolicy': {
      const peers = [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ from, to }: Json) => from ?? to ?? []);
      const selectors = peers.map(({ podSelector }: Json) => podSelector).filter(Boolean);
      return [spec.podSelector, ...selectors].flatMap(nobody);
    }
    case 'HorizontalPodAutoscaler': {
      const { scaleTargetRef: target } = spec;
      const isThere = all.some((other) => nameOf(other) === nameOf({ kind: target.kind, metadata: target }));
      return isThere ? [] : [`${nameOf(manifest)}: scales ${target.kind} ${target.name}, which is not there`];
    }
    default:
      return [];
  }
}

function backend(where: string, { name, port }: Json, all: Manifests): string[] {
  const service = all.find((other) => other.kind === 'Service' && other.metadata.name === name);
  const isThere = service?.spec.ports.some((one: Json) => one.name === port.name);
  return isThere ? [] : [`${where}: there is no port ${port.name} of a service ${name}`];
}

function portsOf(workload: Json): string[] {
  return workload.spec.template.spec.containers.flatMap(({ ports = [] }: Json) => ports.map(({ name }: Json) => name));
}

/** Whether a label selector takes these labels. */
function matches({ matchLabels = {}, matchExpressions = [] }: Json, labelsOfPod: Record<string, string>): boolean {
  const equal = Object.entries<string>(matchLabels).every(([key, value]) => labelsOfPod[key] === value);
  return equal && matchExpressions.every(({ key, values }: Json) => values.includes(labelsOfPod[key as string]));
}
