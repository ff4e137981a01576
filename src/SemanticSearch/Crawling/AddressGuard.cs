using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SemanticSearch.Crawling;

/// <summary>
/// Which addresses a crawler may connect to. A list of links is written by others and a name can point anywhere, so nothing that is
/// not on the public internet is reached: after the registries of special addresses, IANA, RFC 6890 and RFC 8190.
/// </summary>
internal static class AddressGuard
{
    /// <summary>Never reached, whatever the user allows: cloud metadata lives here, and broadcast and multicast are no web hosts.</summary>
    private static readonly IPNetwork[] Forbidden =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("100::/64"), IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20"), IPNetwork.Parse("5f00::/16"), IPNetwork.Parse("fe80::/10"),
        // The metadata service of a cloud, inside the unique local range.
        IPNetwork.Parse("fd00:ec2::254/128"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>The user's own networks: reached only on request. Shared address space (RFC 6598) and benchmarking (RFC 2544) are here too.</summary>
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fec0::/10"),
    ];

    /// <summary>The metadata service of a cloud that uses shared address space.</summary>
    private static readonly IPAddress SharedMetadata = IPAddress.Parse("100.100.100.200");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Translated = IPNetwork.Parse("::ffff:0:0:0/96");

    public static bool IsAllowed(IPAddress address, bool allowPrivate)
    {
        if (Embedded(address) is { } inner)
            return IsAllowed(inner, allowPrivate);
        if (address.Equals(SharedMetadata) || Array.Exists(Forbidden, network => network.Contains(address)))
            return false;
        return allowPrivate || !Array.Exists(Private, network => network.Contains(address));
    }

    // An IPv6 address that carries an IPv4 one ends there: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056), and two forms long out of use.
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Nat64.Contains(address) || Translated.Contains(address))
            return new IPAddress(bytes[12..]);
        if (SixToFour.Contains(address))
            return new IPAddress(bytes[2..6]);
        // "::" and "::1" are addresses of their own.
        return Compatible.Contains(address) && BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) > 1 ? new IPAddress(bytes[12..]) : null;
    }
}
