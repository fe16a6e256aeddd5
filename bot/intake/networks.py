"""Which IP addresses the bot may connect to.

Ranges follow IANA's special-purpose registries (RFC 6890). Python 3.11's `ipaddress` is not asked whether an
address is global, because it says so of NAT64, 6to4 and site-local ones.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from bot.domain.errors import RefusedAddress

NOT_PUBLIC = (
    "That address is not on the public internet, so it is not opened. "
    "Paste the page's text instead, or ask whoever runs the bot to allow the host."
)

_REFUSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; holds a cloud metadata address
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud's host agent, on a public number
        "169.254.0.0/16",  # link-local; holds cloud metadata addresses
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; holds a cloud metadata address
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112, which answers for private names
        "192.52.193.0/24",  # multicast tunnels
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)

# All of IPv6 but 2000::/3 is refused, which leaves out loopback, mapped and compatible IPv4, NAT64 (64:ff9b::/96
# and 64:ff9b:1::/48), unique-local, link-local, site-local and multicast addresses without naming them.
_GLOBAL_6 = IPv6Network("2000::/3")
_REFUSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

# How an address ends that carries an IPv4 one through a tunnel inside a site (ISATAP, RFC 5214).
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})

# What a host named in FETCH_ALLOW_PRIVATE may be: an intranet server or this machine, and still never a
# link-local one, where clouds keep their credentials.
_ALLOWABLE = tuple(
    ip_network(network)
    for network in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
    )
)
# Where clouds keep their credentials inside those ranges; the IPv6 ones are unique-local.
_METADATA = frozenset(
    ip_address(address)
    for address in (
        "100.100.100.200",
        "fd00:ec2::254",  # Amazon
        "fd00:ec2::23",  # Amazon, for containers
        "fd20:ce::254",  # Google
        "fd00:c1::a9fe:a9fe",  # Oracle
        "fd00:42::42",  # Scaleway
    )
)


def check_address(address: IPv4Address | IPv6Address | str, *, private: bool = False) -> None:
    """Raises RefusedAddress unless an address may be connected to.

    With `private` (the host was named by whoever runs the bot) the own network and loopback may be, too.
    """
    if isinstance(address, str):
        try:
            address = ip_address(address)
        except ValueError:
            raise RefusedAddress(NOT_PUBLIC) from None
    if is_public(address):
        return
    allowable = any(address in network for network in _ALLOWABLE if network.version == address.version)
    if not (private and allowable and address not in _METADATA):
        raise RefusedAddress(NOT_PUBLIC)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True for an address that belongs to some server on the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_4)
    if address.scope_id is not None or address not in _GLOBAL_6 or int(address) >> 32 & 0xFFFF_FFFF in _ISATAP:
        return False
    return not any(address in network for network in _REFUSED_6)
