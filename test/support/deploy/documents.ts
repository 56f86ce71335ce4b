import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigError, readConfig, variables } from '@muse/core/config/muse-config.js';
import { parseAllDocuments } from 'yaml';
import type { Json } from '../json.js';

/** Facts of the repository that manifests have to agree with. */
export interface Facts {
  /** Name of our image, without its registry and tag. */
  image: string;
  /** Environment that the image sets. */
  imageEnvironment: Readonly<Record<string, string>>;
  /** Paths that answer a GET. */
  routes: readonly string[];
}

/** The documents of a text. @throws where it is no YAML, or names a key twice. */
export function parseDocuments(text: string): Json[] {
  return parseAllDocuments(text, { merge: true, uniqueKeys: true }).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

/** All documents of the YAML files of a folder. */
export function readDocuments(folder: string): Json[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => parseDocuments(readFileSync(join(folder, name), 'utf8')));
}

/** What a Dockerfile's last stage sets. */
export function environmentOf(dockerfile: string): Record<string, string> {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM ')).replaceAll('\\\n', ' ');
  const lines = [...last.matchAll(/^ENV (.*)$/gm)].flatMap(([, pairs]) => pairs.trim().split(/\s+/));
  return Object.fromEntries(lines.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
}

/** Programs that a file starts and that the build does not make: with us, `dist/apps/NAME/src/main.js` is `apps/NAME/src/main.ts`. */
export function programProblems(where: string, text: string): string[] {
  const started = [...text.matchAll(/\bdist\/([\w./-]+)\.js\b/g)].map(([path, source]) => ({ path, source }));
  const unknown = started.filter(({ source }) => !existsSync(join(__dirname, '../../..', `${source}.ts`)));
  return unknown.map(({ path }) => `${where}: there is no program ${path}`);
}

/** What is wrong with the environment of one of our processes, as the process itself would say. */
export function settingsProblems(where: string, environment: Readonly<Record<string, string>>, facts: Facts): string[] {
  const all = { ...facts.imageEnvironment, ...environment };
  const known = new Set([...Object.keys(variables), 'NODE_ENV', 'NODE_OPTIONS']);
  const unknown = Object.keys(all).filter((name) => !known.has(name));
  const problems = unknown.map((name) => `${where}: there is no setting ${name}`);
  try {
    readConfig(all);
  } catch (error) {
    problems.push(...(error as ConfigError).problems.map((problem) => `${where}: ${problem}`));
  }
  return problems;
}
