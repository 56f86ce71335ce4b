import { networkOf } from './network.js';

describe('networkOf', () => {
  it.each([
    ['an IPv4 address', '203.0.113.7', '203.0.113.7'],
    ['one that IPv6 carries', '::ffff:203.0.113.7', '203.0.113.7'],
    ['one that IPv6 carries, in capitals', '::FFFF:203.0.113.7', '203.0.113.7'],
    ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['another of the same network', '2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['one of the network beside it', '2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['one with zeros', '2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0::/64'],
    ['one with zeros that are left out at its beginning', '::2:3:4:5:6', '0:0:0:2::/64'],
    ['one with zeros that are left out at its end', '2001:db8:1:2:3::', '2001:db8:1:2::/64'],
    ['one with capitals', '2001:DB8::A', '2001:db8:0:0::/64'],
    ['one with an IPv4 address at its end', '64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
    ['one with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['this machine', '::1', '0:0:0:0::/64'],
    ['nothing', '', 'unknown'],
    ['a word', 'x'.repeat(10_000), 'unknown'],
    ['an address with a port', '203.0.113.7:80', 'unknown'],
  ])('of %s', (_, address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
