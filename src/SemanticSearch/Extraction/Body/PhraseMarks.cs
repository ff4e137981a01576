namespace SemanticSearch.Extraction.Body;

/// <summary>Turns of phrase that surround articles rather than belong to them.</summary>
[Flags]
internal enum PhraseMarks
{
    None = 0,
    Rights = 1 << 0,
    SignUp = 1 << 1,
    Share = 1 << 2,
    ReadOn = 1 << 3,
    Comments = 1 << 4,
    Advert = 1 << 5,
    Picture = 1 << 6,
    Byline = 1 << 7,
    Date = 1 << 8,
    Click = 1 << 9,
    Cookies = 1 << 10,
    Editorial = 1 << 11,
    Filed = 1 << 12,
}
