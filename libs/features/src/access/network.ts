import { isIP } from 'node:net';

/**
 * The network that tells a client by its address: an IPv4 address itself, of an IPv6 address the first 64 bits, because
 * whoever has one of them has all of its /64. What is no address (a proxy may send anything) is `unknown`.
 */
export function networkOf(address: string): string {
  const [bare] = address.split('%', 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const version = isIP(bare);
  if (version === 0) return 'unknown';
  return version === 4 ? bare : `${firstHalf(bare).join(':')}::/64`;
}

/** The first four of the eight groups; `::` stands for as many zeros as are missing. */
function firstHalf(address: string): string[] {
  // The URL parser writes every address in its one short form.
  const [head, tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail].map((groups) => groups.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4);
}
