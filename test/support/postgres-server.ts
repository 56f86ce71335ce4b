import { PostgresServer } from '../servers/postgres-server.js';

// None survives a spec file, whatever failed in it.
afterAll(() => PostgresServer.removeAll());

export { PostgresServer };
