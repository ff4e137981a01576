using System.Text;

namespace SemanticSearch.Embedding;

/// <summary>Text -> piece ids, as uncased BERT models were trained: clean, set ideographs apart, strip accents, lower-case, split at spaces
/// and punctuation, then the longest known piece first. Special tokens written in a text are plain text. Thread-safe, allocates nothing.</summary>
internal sealed class WordPieceTokenizer(Vocabulary vocabulary)
{
    /// <summary>A longer word is one unknown piece.</summary>
    private const int WordRunes = 100;

    /// <summary>Encodes <paramref name="prefix"/> followed by <paramref name="text"/>, between [CLS] and [SEP].</summary>
    /// <param name="ids">Receives the ids; what does not fit is cut, [SEP] always stays. At least 2 long.</param>
    /// <returns>How many ids were written.</returns>
    public int Encode(ReadOnlySpan<char> prefix, ReadOnlySpan<char> text, Span<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, 2, nameof(ids));
        var writer = new PieceWriter(vocabulary, ids[1..^1], stackalloc char[2 * WordRunes], stackalloc int[2 * WordRunes]);
        writer.Append(prefix);
        writer.Append(text);
        writer.EndWord();
        ids[0] = vocabulary.Classify;
        ids[writer.Written + 1] = vocabulary.Separator;
        return writer.Written + 2;
    }

    /// <summary>The word under way and the ids so far.</summary>
    private ref struct PieceWriter(Vocabulary vocabulary, Span<int> ids, Span<char> word, Span<int> pieces)
    {
        private readonly Span<int> _ids = ids;
        private readonly Span<char> _word = word;
        private readonly Span<int> _pieces = pieces;
        private int _wordLength;
        private int _wordRunes;

        public int Written { get; private set; }

        public void Append(ReadOnlySpan<char> text)
        {
            foreach (var rune in text.EnumerateRunes())
            {
                if (Written == _ids.Length)
                    return;
                if (CharacterClass.IsSpace(rune))
                    EndWord();
                else if (!CharacterClass.IsRemoved(rune))
                    AppendClean(rune);
            }
        }

        public void EndWord()
        {
            if (_wordRunes > WordRunes)
                Add(vocabulary.Unknown);
            else if (_wordRunes > 0)
                SplitWord();
            _wordLength = 0;
            _wordRunes = 0;
        }

        // An ideograph is set apart before it is decomposed, punctuation after: a compatibility ideograph is one, a Greek question mark becomes ";".
        private void AppendClean(Rune rune)
        {
            var apart = CharacterClass.IsIdeograph(rune);
            if (apart)
                EndWord();
            AppendDecomposed(rune);
            if (apart)
                EndWord();
        }

        private void AppendDecomposed(Rune rune)
        {
            if (rune.IsAscii)
                AppendNormal(rune);
            else if (rune.Value is >= HangulFirst and <= HangulLast)
                AppendHangul(rune.Value - HangulFirst);
            else if (CharacterClass.IsNonspacingMark(rune))
                return;
            else if (Decompositions.Find(rune) is { } remaining)
            {
                foreach (var part in remaining.EnumerateRunes())
                    AppendNormal(part);
            }
            else
                AppendNormal(rune);
        }

        private const int HangulFirst = 0xAC00;
        private const int HangulLast = 0xD7A3;

        // Unicode Standard, section 3.12: 19 leading consonants, 21 vowels, 27 trailing consonants or none.
        private void AppendHangul(int syllable)
        {
            AppendNormal(new Rune(0x1100 + syllable / (21 * 28)));
            AppendNormal(new Rune(0x1161 + syllable / 28 % 21));
            if (syllable % 28 != 0)
                AppendNormal(new Rune(0x11A7 + syllable % 28));
        }

        private void AppendNormal(Rune rune)
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (CharacterClass.IsPunctuation(lower))
            {
                EndWord();
                AppendToWord(lower);
                EndWord();
            }
            else
                AppendToWord(lower);
        }

        private void AppendToWord(Rune rune)
        {
            if (_wordRunes < WordRunes)
                _wordLength += rune.EncodeToUtf16(_word[_wordLength..]);
            _wordRunes++;
        }

        // Collected apart from the ids: one unknown part makes the whole word unknown, also where the ids end within it.
        private void SplitWord()
        {
            var word = _word[.._wordLength];
            var count = 0;
            for (var start = 0; start < word.Length;)
            {
                var length = LongestPiece(word[start..], start > 0, out var id);
                if (length == 0)
                {
                    Add(vocabulary.Unknown);
                    return;
                }
                _pieces[count++] = id;
                start += length;
            }
            foreach (var piece in _pieces[..count])
                Add(piece);
        }

        private readonly int LongestPiece(ReadOnlySpan<char> rest, bool continues, out int id)
        {
            id = 0;
            for (var length = Math.Min(rest.Length, vocabulary.LongestPiece); length > 0; length--)
            {
                var candidate = rest[..length];
                if (continues ? vocabulary.TryGetContinuation(candidate, out id) : vocabulary.TryGetStart(candidate, out id))
                    return length;
            }
            return 0;
        }

        private void Add(int id)
        {
            if (Written < _ids.Length)
                _ids[Written++] = id;
        }
    }
}
