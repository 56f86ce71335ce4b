// Loaded into a service by tests alone (`--import`): on SIGUSR2 it says which of OpenTelemetry's packages it has loaded, and where it
// has connected to.
import { createRequire } from 'node:module';
import { Socket } from 'node:net';

const require = createRequire(import.meta.url);
const addresses = new Set();
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...parts) {
  const [options] = Array.isArray(parts[0]) ? parts[0] : parts;
  addresses.add(`${options.host}:${options.port}`);
  return connect.apply(this, parts);
};

process.on('SIGUSR2', () => {
  const names = Object.keys(require.cache).map((path) => /@opentelemetry\/[^/]+/.exec(path)?.[0]);
  const packages = [...new Set(names)].filter((name) => name !== undefined).sort();
  console.log(`Outside: ${JSON.stringify({ packages, addresses: [...addresses] })}`);
});
