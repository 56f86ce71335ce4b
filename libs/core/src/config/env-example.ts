import { variables } from './muse-config.js';

/** The text of `.env.example`: each variable with its reason and its default. A spec keeps the file equal to this. */
export function envExample(): string {
  const lines = Object.entries(variables).map(([name, { reason, default: value }]) => `# ${reason}\n${name}=${value}`);
  return `# Settings of Creative Muse. Copy this file to .env and change what you need; every line shows the default.\n\n${lines.join('\n\n')}\n`;
}
