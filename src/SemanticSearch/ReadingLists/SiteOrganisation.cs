namespace SemanticSearch.ReadingLists;

/// <summary>The organisation behind an address, as far as the address tells.</summary>
/// <param name="Key">Its <see cref="NameKey"/>.</param>
/// <param name="Name">Its name; for one that is not in the table, made from the address ("showmax" gives "Showmax"); empty when the address is named after a thing.</param>
/// <param name="SpeaksForIt">
/// The address is the organisation's own blog on its engineering, so an article there is its article even when the title does not
/// say so. Manuals, product pages, magazines and personal sites do not speak for an organisation.
/// </param>
internal sealed record SiteOrganisation(string Key, string Name, bool SpeaksForIt)
{
    /// <summary>Sites where anybody writes: the account or publication speaks, not the site.</summary>
    private static readonly HashSet<string> Hosting = new(StringComparer.Ordinal)
    {
        "tumblr.com", "blogspot.com", "googleblog.com", "wordpress.com", "substack.com", "myshopify.com", "ghost.io", "github.io", "hashnode.dev",
    };

    /// <summary>The same where the account is the first part of the path.</summary>
    private static readonly HashSet<string> HostingByPath = new(StringComparer.Ordinal) { "medium.com", "github.com", "gitlab.com", "dev.to" };

    /// <summary>Top-level domains of private sites.</summary>
    private static readonly HashSet<string> PrivateDomains = new(StringComparer.Ordinal) { "me", "name", "net", "org", "blog", "page" };

    /// <summary>null: the address names nobody.</summary>
    public static SiteOrganisation? Find(SiteAddress address)
    {
        if (HostingByPath.Contains(address.Domain) && address.Subdomains.Length == 0)
            return address.Path.Length == 0 ? null : OfAccount(address.Path[0].TrimStart('@'), isBlog: address.Domain is not ("github.com" or "gitlab.com"));
        if (Hosting.Contains(address.Domain) && address.Subdomains.Length > 0)
            return OfAccount(address.Subdomains[^1], isBlog: true);
        if (OrganisationNames.FindBlog(address.Domain) is { } owner)
            return new SiteOrganisation(NameKey.Of(owner), owner, true);
        var label = SiteLabel.Read(address.Label);
        var known = OrganisationNames.FindKey(NameKey.Of(address.Domain)) ?? OrganisationNames.FindKey(NameKey.Of(address.Label)) ?? OrganisationNames.FindKey(label.Key);
        return known is not null
            ? new SiteOrganisation(NameKey.Of(known.Name), known.Name, IsBlogOfKnown(address, label))
            : new SiteOrganisation(label.Key, label.Name, label.Name.Length > 0 && IsBlogOfUnknown(address, label));
    }

    private static SiteOrganisation OfAccount(string account, bool isBlog)
    {
        var label = SiteLabel.Read(account);
        var known = OrganisationNames.FindKey(NameKey.Of(account)) ?? OrganisationNames.FindKey(label.Key);
        // A code repository of Netflix is Netflix's as much as its blog is; an unknown account may be anybody's.
        return known is not null
            ? new SiteOrganisation(NameKey.Of(known.Name), known.Name, true)
            : new SiteOrganisation(label.Key, label.Name, isBlog && label.IsEngineering && label.Name.Length > 0);
    }

    private static bool IsBlogOfUnknown(SiteAddress address, SiteLabel label) =>
        address.TopLevel != "edu" && !PrivateDomains.Contains(address.TopLevel) && (label.IsEngineering || SaysEngineering(address));

    private static bool IsBlogOfKnown(SiteAddress address, SiteLabel label)
    {
        if (address.TopLevel == "edu")
            return false;
        // "developers." and the like hold manuals as well; their blog says so.
        return label.HasMark || SaysEngineering(address) || address.TopLevel is "tech"
            || address.Subdomains.Any(part => part is not ("developers" or "dev" or "build") && SiteLabel.SaysPublishing(part))
            || address.Path.Take(3).Any(part => part is "blog" or "blogs" or "codeascraft");
    }

    private static bool SaysEngineering(SiteAddress address) =>
        address.TopLevel == "engineering" || address.Subdomains.Any(SiteLabel.SaysEngineering) || address.Path.Take(3).Any(part => part is "engineering" or "techblog" or "tech-blog");
}
