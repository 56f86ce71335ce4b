/** What a curl command sends: its method, headers and body, literally. */
export interface CurlRequest {
  url: URL;
  init: RequestInit;
}

/** Reads a curl command as a shell and curl do; knows the options that the specification uses. */
export function parseCurl(command: string): CurlRequest {
  const [program, ...words] = shellWords(command);
  if (program !== 'curl') throw new Error(`Not a curl command: ${command}`);
  // What curl sends by itself.
  const headers = new Headers({ accept: '*/*' });
  let method: string | undefined;
  let body: string | undefined;
  let url: string | undefined;
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === '-N') continue;
    if (word === '-X') method = words.shift();
    else if (word === '-d') body = words.shift();
    else if (word === '-H') {
      const [name, ...value] = words.shift()!.split(':');
      headers.set(name, value.join(':').trim());
    } else if (word.startsWith('-')) throw new Error(`An option that is not known here: ${word}`);
    else url = word;
  }
  if (body !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded');
  }
  method ??= body === undefined ? 'GET' : 'POST';
  return { url: new URL(url!), init: { method, headers, ...(body === undefined ? {} : { body }) } };
}

function shellWords(command: string): string[] {
  const words = command.replaceAll('\\\n', ' ').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  // Only one of the three groups has taken part.
  return [...words].map((match) => match.slice(1).join(''));
}
