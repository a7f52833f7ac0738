import { BlockList, isIP } from 'node:net'

/** Where a message or a file may be fetched from, and where it may not. */
export type Reach = { readonly allowPrivate: boolean }

/** `127.0.0.1`, `[::1]`, `localhost`: a host as URL writes it, which has already read 127.1, 0x7f.1 and 2130706433. */
export const isLoopbackHost = (hostname: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname)

/** The literal address in a URL's host, or null where it is a name. */
export function literalOf(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) === 0 ? null : bare
}

/**
 * Whether a packet may go to this address. Special-purpose blocks are closed (https://www.iana.org/assignments/iana-ipv4-special-registry,
 * https://www.iana.org/assignments/iana-ipv6-special-registry). `allowPrivate` opens an organisation's own networks and this machine, never
 * link-local addresses and those of clouds' metadata.
 */
export function mayReach(address: string, { allowPrivate }: Reach): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  // BlockList reads an IPv4-mapped address as the IPv4 one; it is closed as a form, whatever is in it.
  if (family === 6 && /^[0:]+ffff:/i.test(address)) return false
  if (metadata.check(address, type)) return false
  if (own.check(address, type)) return allowPrivate
  if (family === 6 && !globalUnicast.check(address, type)) return false
  return !closed.check(address, type)
}

const own = listOf(['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '::1/128', 'fc00::/7'])
const metadata = listOf(['169.254.0.0/16', 'fe80::/10', '100.100.100.200/32', 'fd00:ec2::254/128', 'fd20:ce::254/128'])
/** All that IPv6 routes; NAT64 (64:ff9b::/96), discard, link-local and multicast addresses are outside of it. */
const globalUnicast = listOf(['2000::/3'])
const closed = listOf([
  '0.0.0.0/8',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // Teredo, documentation and 6to4: an IPv4 address may hide in the first and the last.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
])

function listOf(blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', bits = ''] = block.split('/')
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}
