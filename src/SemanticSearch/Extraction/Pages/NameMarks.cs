namespace SemanticSearch.Extraction.Pages;

/// <summary>What the names that an author gave to an element (class, id, role) tell of its purpose.</summary>
[Flags]
internal enum NameMarks
{
    None = 0,
    Body = 1 << 0,
    Content = 1 << 1,
    Comments = 1 << 2,
    Related = 1 << 3,
    Share = 1 << 4,
    Side = 1 << 5,
    Advert = 1 << 6,
    SignUp = 1 << 7,
    Navigation = 1 << 8,
    Footer = 1 << 9,
    Header = 1 << 10,
    Byline = 1 << 11,
    Media = 1 << 12,
    Unseen = 1 << 13,
    Title = 1 << 14,
    Summary = 1 << 15,
    Quote = 1 << 16,
    Tags = 1 << 17,
    Box = 1 << 18,
    Embed = 1 << 19,
    Code = 1 << 20,
    Notes = 1 << 21,
}
