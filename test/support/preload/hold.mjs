// Loaded into a service and its runners by tests alone (`--import`): a process stops itself (SIGSTOP) at an exact place, so that
// a test can kill it there, however fast or slow the machine is. The file MUSE_HOLD_FILE holds the place, as JSON:
//
//   {"event": "text", "count": 50, "when": "before"}   a runner, before it sends the 50th message with text from now on
//   {"event": "finished", "when": "after"}             a runner, when it has sent that a text is finished
//   {"sql": "CREATE TRIGGER", "count": 2}              the service, before it executes the 2nd statement with these words
//
// Once a process has reached it, the file is renamed to `<file>.<pid>`: the place counts once.
import { readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';

const file = process.env.MUSE_HOLD_FILE;
let seen = 0;

/** Where to stand still; nowhere while there is no file, which another process may just have renamed. */
function place() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    seen = 0;
    return {};
  }
}

function hold() {
  seen = 0;
  renameSync(file, `${file}.${process.pid}`);
  process.kill(process.pid, 'SIGSTOP');
}

if (process.send === undefined) holdAtStatements();
else holdAtMessages();

function holdAtMessages() {
  const send = process.send.bind(process);
  process.send = (message) => {
    const { event, count = 1, when } = place();
    const isIt = message.updates?.some((update) => update.event?.type === event) && ++seen === count;
    if (isIt && when === 'before') hold();
    const sent = send(message);
    if (isIt && when === 'after') hold();
    return sent;
  };
}

function holdAtStatements() {
  const require = createRequire(import.meta.url);
  const { Client } = require('pg');
  const { query } = Client.prototype;
  Client.prototype.query = function (sql, ...rest) {
    holdBefore(sql);
    return query.call(this, sql, ...rest);
  };
  const { prototype } = require('libsql');
  const { prepare } = prototype;
  prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    for (const name of ['run', 'all', 'get']) {
      const execute = statement[name];
      statement[name] = function (...values) {
        holdBefore(sql);
        return execute.apply(this, values);
      };
    }
    return statement;
  };
}

function holdBefore(sql) {
  const { sql: words, count = 1 } = place();
  if (words !== undefined && String(sql).includes(words) && ++seen === count) hold();
}
