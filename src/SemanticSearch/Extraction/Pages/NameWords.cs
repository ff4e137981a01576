using System.Collections.Frozen;

namespace SemanticSearch.Extraction.Pages;

/// <summary>The words in names of classes and ids, and what they mark. A name is cut at hyphens, underscores and inner capitals.</summary>
internal static class NameWords
{
    private const int MaxNameChars = 400;

    private static readonly FrozenDictionary<string, NameMarks> Words = Read(
        (NameMarks.Body, "articlebody storybody postbody entrybody articlecontent postcontent entrycontent storycontent articletext posttext storytext "
            + "bodytext bodycopy articlecopy bodycontent contentbody richtext prose markdown blogpost singlepost postentry maincontent articlepage "
            + "mwparseroutput storyarticlecontent hentry fulltext newstext"),
        (NameMarks.Content, "article articles story post posts entry content contents main body text copy blog news page single primary center detail details "
            + "paragraph chapter document documentation doc docs wysiwyg editor editorial longform"),
        (NameMarks.Comments, "comment comments commenting commentary commentlist disqus respond reply replies discussion discussions livefyre feedback "
            + "conversation conversations thread review reviews rating ratings vote votes kommentar kommentare comentario comentarios commentaires coral spotim viafoura"),
        (NameMarks.Related, "related relateds recommend recommended recommendation recommendations more also similar readnext readmore next prev previous "
            + "teaser teasers trending popular latest recent recirc recirculation outbrain taboola zergnet onward suggest suggested suggestions mostread mostpopular "
            + "upnext further carousel slider card cards river feed list listing listings grid archive archives series collection collections promo promos "
            + "promotion explore discover picks featured highlights headlines links seealso"),
        (NameMarks.Share, "share shares sharing sharer sharebar social socials sociable sharedaddy addthis addtoany follow followers facebook twitter pinterest whatsapp "
            + "linkedin reddit tumblr email print printer tweet like likes bookmark icons toolbar tools actions action button buttons btn"),
        (NameMarks.Side, "sidebar side aside rail rightrail right left column2 secondary tertiary complementary widget widgets module modules gadget panel"),
        (NameMarks.Advert, "ad ads adv advert adverts advertisement advertising advertorial sponsor sponsors sponsored sponsorship banner banners dfp gpt adsbygoogle "
            + "adslot adunit commercial affiliate affiliates disclosure leaderboard mpu deal deals shop product products buy price"),
        (NameMarks.SignUp, "newsletter newsletters subscribe subscriber subscription signup signin register registration login paywall piano meter modal popup popover overlay "
            + "lightbox cookie cookies gdpr consent cta optin donate donation membership form forms captcha alert alerts notification notifications notice dialog "
            + "interstitial app download inscription mailchimp"),
        (NameMarks.Navigation, "nav navbar navigation menu menus submenu dropdown breadcrumb breadcrumbs crumb crumbs pagination pager paging pages toc topbar skip jump "
            + "search sitemap languages language tabs tab header-links"),
        (NameMarks.Footer, "footer foot bottom copyright legal colophon disclaimer rights terms policy privacy end tail"),
        (NameMarks.Header, "header masthead head top hero banner kicker eyebrow brand logo"),
        (NameMarks.Byline, "author authors byline bylines bio biography contributor contributors writer profile avatar vcard meta metadata date dates datetime time timestamp "
            + "dateline published publish updated posted postmeta entrymeta info reporter source credit credits about user username"),
        (NameMarks.Media, "caption captions figcaption image images img photo photos picture pictures gallery slideshow slide slides media video videos player figure thumb "
            + "thumbnail thumbnails audio podcast chart graphic"),
        (NameMarks.Unseen, "hidden hide invisible sr screenreader offscreen noscreen visuallyhidden screen-reader-text sronly noprint printonly noshow collapsed collapse"),
        (NameMarks.Title, "title titles headline heading subtitle subhead subheading hed h1 h2"),
        (NameMarks.Summary, "dek deck standfirst summary excerpt intro introduction lead lede description abstract teasertext keypoints bullets highlightsbox tldr"),
        (NameMarks.Quote, "pullquote pull quote blockquote quotes"),
        (NameMarks.Tags, "tag tags category categories topic topics keyword keywords label labels taxonomy filed"),
        (NameMarks.Box, "infobox factbox box callout inset note tip warning sidebarbox"),
        (NameMarks.Embed, "embed embedded embeds oembed tweetembed twitterembed instagram youtube iframe poll quiz survey"),
        (NameMarks.Code, "highlight code sourcecode codehilite syntaxhighlighter prettyprint crayon gist rouge prism hljs pre listingblock"),
        (NameMarks.Notes, "footnote footnotes reference references reflist citation citations bibliography notes endnotes sources"));

    /// <summary>What the words of a name mark; adjacent words count joined too ("article-body" is "articlebody").</summary>
    public static NameMarks Marks(ReadOnlySpan<char> name)
    {
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> joined = stackalloc char[64];
        var marks = NameMarks.None;
        if (name.Length > MaxNameChars)
            name = name[..MaxNameChars];
        var (previousStart, previousLength) = (0, 0);
        var glued = false;
        for (var i = 0; i < name.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]))
            {
                // Names are apart at blanks; words of one name at anything else.
                glued &= name[i] != ' ';
                i++;
                continue;
            }
            var start = i++;
            while (i < name.Length && char.IsAsciiLetterOrDigit(name[i]) && !(char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])))
                i++;
            var length = i - start;
            if (length <= 24)
            {
                name.Slice(start, length).ToLowerInvariant(joined[24..]);
                if (lookup.TryGetValue(joined.Slice(24, length), out var found))
                    marks |= found;
                if (glued && previousLength > 0)
                {
                    name.Slice(previousStart, previousLength).ToLowerInvariant(joined[(24 - previousLength)..]);
                    if (lookup.TryGetValue(joined.Slice(24 - previousLength, previousLength + length), out var pair))
                        marks |= pair;
                }
            }
            (previousStart, previousLength) = length <= 24 ? (start, length) : (0, 0);
            glued = true;
        }
        return marks;
    }

    private static FrozenDictionary<string, NameMarks> Read(params ReadOnlySpan<(NameMarks Mark, string Words)> lists)
    {
        var words = new Dictionary<string, NameMarks>(StringComparer.Ordinal);
        foreach (var (mark, list) in lists)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words[word] = words.GetValueOrDefault(word) | mark;
        }
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
