namespace SemanticSearch.Text;

/// <summary>What a token is to its place in the text.</summary>
internal enum TokenKind : byte
{
    /// <summary>The token of its position: a word, a number, an identifier as a whole. Phrases are made of these.</summary>
    Word,

    /// <summary>A piece of an identifier, at the identifier's position: "node" of node.js, "budget" of retryBudget.</summary>
    Part,

    /// <summary>A hyphenated word written together, at the position of its last piece: "email" of e-mail.</summary>
    Joined,

    /// <summary>A single character of a script without spaces, beside the pairs that are its words.</summary>
    Single,
}

/// <summary>Receives what the tokenizer finds, in text order.</summary>
internal interface ITokenSink
{
    /// <param name="word">Folded, not stemmed; valid during the call only.</param>
    /// <param name="position">Grows by one from word to word; pieces share the position of their whole.</param>
    /// <param name="start">Where the token stands in the text, UTF-16 code units.</param>
    void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length);
}

/// <summary>One analysed token.</summary>
/// <param name="Term">What the index holds: folded and stemmed.</param>
/// <param name="Word">What the text holds, folded only.</param>
internal readonly record struct Token(string Term, string Word, TokenKind Kind, int Position, int Start, int Length);
