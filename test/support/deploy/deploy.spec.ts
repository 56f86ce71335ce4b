import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../json.js';
import { composeProblems } from './compose-rules.js';
import { environmentOf, type Facts, parseDocuments, programProblems, readDocuments } from './documents.js';
import { kubernetesProblems } from './kubernetes-rules.js';

const docs = join(__dirname, '../../../docs');
const read = (path: string): string => readFileSync(join(docs, path), 'utf8');

const openApi = JSON.parse(read('openapi.json')) as { paths: Record<string, Record<string, unknown>> };
const facts: Facts = {
  image: 'creative-muse',
  imageEnvironment: environmentOf(read('deploy/Dockerfile')),
  routes: Object.keys(openApi.paths).filter((path) => openApi.paths[path].get !== undefined),
};

describe('docs/deploy', () => {
  it('knows what the image sets', () => {
    expect(facts.imageEnvironment).toEqual({
      NODE_ENV: 'production',
      NODE_OPTIONS: '--enable-source-maps',
      API_HOST: '0.0.0.0',
      DATA_DIR: '/data',
      MODEL_CACHE_DIR: '/data/models',
    });
  });

  it.each(['deploy/compose.yaml', 'deploy/cluster/compose.yaml'])('%s has no problem that we know', (path) => {
    const [file] = parseDocuments(read(path));
    expect(composeProblems(file, facts)).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['deploy/Dockerfile', ['api', 'worker']],
    ['deploy/cluster/compose.yaml', ['models', 'worker']],
    ['deploy/kubernetes/worker.yaml', ['worker']],
    ['deploy/creative-muse.service', ['api']],
    ['deploy/creative-muse-worker.service', ['worker']],
    ['scale-out.md', ['api', 'worker']],
  ])('%s starts the programs %j, which there are', (path, programs) => {
    const text = read(path);
    const started = [...text.matchAll(/\bdist\/apps\/(\w+)\/src\/main\.js\b/g)].map(([, name]) => name);
    expect([...new Set(started)].sort()).toEqual(programs);
    expect(programProblems(path, text)).toEqual([]);
  });

  it('finds a program that there is not', () => {
    const text = read('deploy/kubernetes/worker.yaml').replace('dist/apps/worker/', 'dist/apps/workers/');
    expect(programProblems('worker', text)).toEqual(['worker: there is no program dist/apps/workers/src/main.js']);
  });

  it('kubernetes has no problem that we know', () => {
    const manifests = readDocuments(join(docs, 'deploy/kubernetes'));
    expect(manifests.length).toBeGreaterThan(15);
    expect(kubernetesProblems(manifests, facts)).toEqual([]);
  });
});

describe('kubernetesProblems', () => {
  /** The manifests with one text in the place of another. */
  function changed(file: string, from: string, to: string): string[] {
    const text = read(`deploy/kubernetes/${file}.yaml`);
    expect(text).toContain(from);
    const others = readDocuments(join(docs, 'deploy/kubernetes'));
    const was = parseDocuments(text).map(({ kind, metadata }: Json) => `${kind} ${metadata.name}`);
    const rest = others.filter(({ kind, metadata }) => !was.includes(`${kind} ${metadata.name}`));
    return kubernetesProblems([...rest, ...parseDocuments(text.replace(from, to))], facts);
  }

  it.each<[string, string, string, string]>([
    ['api', 'targetPort: http', 'targetPort: web', 'Service muse-api: no container has the port web'],
    ['api', 'path: /health/ready', 'path: /ready', 'a probe asks /ready, which there is not'],
    ['api', 'port: http\n            periodSeconds: 2', 'port: web\n            periodSeconds: 2', 'asks the port web'],
    ['api', 'Seconds: 80', 'Seconds: 60', 'is killed after 60 s, and needs 70 to stop'],
    ['api', '        app: muse-api\n    spec', '        app: muse\n    spec', 'does not match its own pods'],
    ['api', 'creative-muse:0.1.0', 'creative-muse', 'the image has no version'],
    ['api', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'may write its image'],
    ['api', 'runAsNonRoot: true', 'runAsNonRoot: false', 'may run as root'],
    ['api', 'memory: 1Gi', 'cpu: 1', 'its resources are not said'],
    ['api', 'name: muse-settings', 'name: muse-setting', 'there is no ConfigMap muse-setting'],
    ['api', 'key: API_KEYS', 'key: KEYS', 'API_KEYS has no value: there is no KEYS in muse-secrets'],
    ['api', 'claimName: muse-models', 'claimName: models', 'there is no volume claim models'],
    ['api', '- name: tmp\n          emptyDir', '- name: temp\n          emptyDir', 'there is no volume tmp'],
    ['api', 'name: muse-api\n                port', 'name: api\n                port', 'no port http of a service api'],
    [
      'api',
      'kind: Ingress\nmetadata:\n  name: muse\n',
      'kind: Ingress\nmetadata:\n',
      'without apiVersion, kind or name',
    ],
    ['settings', "SHUTDOWN_TIMEOUT: '60'", 'SHUTDOWN_TIMEOUT: 60', 'SHUTDOWN_TIMEOUT is not a string'],
    ['settings', 'API_PORT', 'PORT', 'there is no setting PORT'],
    ['settings', 'postgres://muse', 'mysql://muse', 'DATABASE_URL is not understood'],
    [
      'worker',
      'name: API_HOST\n              value: localhost',
      'name: API_HOST\n              value: 0.0.0.0',
      'API_HOST is',
    ],
    ['worker', 'kind: Deployment\n    name: muse-worker', 'kind: Deployment\n    name: worker', 'which is not there'],
    ['network', 'app: redis', 'app: valkey', 'NetworkPolicy muse-out: selects no pods'],
    ['redis', 'namespace: creative-muse', 'namespace: default', 'the namespace default is not there'],
  ])('finds what is wrong in %s: %j as %j', (file, from, to, problem) => {
    const problems = changed(file, from, to);
    expect(problems).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it('reads no key that is there twice', () => {
    expect(() => parseDocuments('kind: Pod\nkind: Service\n')).toThrow('unique');
  });
});

describe('composeProblems', () => {
  it.each<[string, string, string]>([
    ['TRUSTED_PROXIES', 'TRUSTED_PROXY', 'api: there is no setting TRUSTED_PROXY'],
    ["SHUTDOWN_TIMEOUT: '30'", "SHUTDOWN_TIMEOUT: '45'", 'worker: is killed after 45 s, and needs 45 to stop'],
    ['      API_HOST: localhost\n', '', 'API_HOST is'],
    ['read_only: true', 'read_only: false', 'api: may write its image'],
    ['  redis:\n\n', '\n', 'redis: the volume redis is not declared'],
    ['    redis:\n      condition', '    valkey:\n      condition', 'api: depends on valkey, which is not there'],
    ['redis://redis', 'http://redis', 'REDIS_URL is not understood'],
  ])('finds %j as %j', (from, to, problem) => {
    const text = `${read('deploy/cluster/compose.yaml')}\n`;
    expect(text).toContain(from);
    const [file] = parseDocuments(text.replace(from, to));
    expect(composeProblems(file, facts)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });
});
