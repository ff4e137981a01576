using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Numbers the words of texts as they come, and the terms they stand for: a word is stemmed once, not each time it occurs.
/// One thread adds; what was added may be read by another (<see cref="Snapshot"/>).</summary>
internal sealed class WordTable
{
    private Slot[] _words = new Slot[1 << 12];
    private Slot[] _terms = new Slot[1 << 12];
    private char[] _chars = new char[1 << 14];
    private int[] _charEnds = new int[1 << 10];
    private int[] _termOf = new int[1 << 10];
    private byte[] _bytes = new byte[1 << 14];
    private int[] _byteEnds = new int[1 << 10];
    private int _byteLength;

    public int Words { get; private set; }

    public int Terms { get; private set; }

    public int TermOf(int word) => _termOf[word];

    /// <summary>The number of a folded word.</summary>
    public int Number(ReadOnlySpan<char> word)
    {
        var hash = Hash(MemoryMarshal.AsBytes(word));
        var mask = _words.Length - 1;
        for (var i = (int)hash & mask; ; i = i + 1 & mask)
        {
            var slot = _words[i];
            if (slot.Number == 0)
                return Add(word, hash, i);
            if (slot.Hash == hash && Word(slot.Number - 1).SequenceEqual(word))
                return slot.Number - 1;
        }
    }

    /// <summary>All words and terms so far, for a reader on another thread.</summary>
    public WordSnapshot Snapshot() => new(Words, Terms, _chars, _charEnds, _termOf, _bytes, _byteEnds);

    private ReadOnlySpan<char> Word(int number)
    {
        var start = number == 0 ? 0 : _charEnds[number - 1];
        return _chars.AsSpan(start, _charEnds[number] - start);
    }

    private ReadOnlySpan<byte> Term(int number)
    {
        var start = number == 0 ? 0 : _byteEnds[number - 1];
        return _bytes.AsSpan(start, _byteEnds[number] - start);
    }

    private int Add(ReadOnlySpan<char> word, uint hash, int slot)
    {
        var number = Words;
        var start = number == 0 ? 0 : _charEnds[number - 1];
        Reserve(ref _chars, start + word.Length);
        Reserve(ref _charEnds, number + 1);
        Reserve(ref _termOf, number + 1);
        word.CopyTo(_chars.AsSpan(start));
        _charEnds[number] = start + word.Length;
        _termOf[number] = TermNumber(word);
        _words[slot] = new Slot(hash, number + 1);
        if (2 * ++Words > _words.Length)
            _words = Rehash(_words);
        return number;
    }

    private int TermNumber(ReadOnlySpan<char> word)
    {
        Span<char> term = stackalloc char[Tokenizer.MaxWordChars];
        term = term[..SemanticSearch.Text.Terms.Write(word, term)];
        Span<byte> bytes = stackalloc byte[4 * Tokenizer.MaxWordChars];
        bytes = bytes[..Encoding.UTF8.GetBytes(term, bytes)];
        var hash = Hash(bytes);
        var mask = _terms.Length - 1;
        for (var i = (int)hash & mask; ; i = i + 1 & mask)
        {
            var slot = _terms[i];
            if (slot.Number == 0)
                return AddTerm(bytes, hash, i);
            if (slot.Hash == hash && Term(slot.Number - 1).SequenceEqual(bytes))
                return slot.Number - 1;
        }
    }

    private int AddTerm(ReadOnlySpan<byte> term, uint hash, int slot)
    {
        var number = Terms;
        Reserve(ref _bytes, _byteLength + term.Length);
        Reserve(ref _byteEnds, number + 1);
        term.CopyTo(_bytes.AsSpan(_byteLength));
        _byteEnds[number] = _byteLength += term.Length;
        _terms[slot] = new Slot(hash, number + 1);
        if (2 * ++Terms > _terms.Length)
            _terms = Rehash(_terms);
        return number;
    }

    /// <summary>Grows by copying, so that a snapshot keeps what it has.</summary>
    private static void Reserve<T>(ref T[] array, int length)
    {
        if (length > array.Length)
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
    }

    private static Slot[] Rehash(Slot[] slots)
    {
        var larger = new Slot[2 * slots.Length];
        foreach (var slot in slots)
        {
            if (slot.Number == 0)
                continue;
            var i = (int)slot.Hash & larger.Length - 1;
            while (larger[i].Number != 0)
                i = i + 1 & larger.Length - 1;
            larger[i] = slot;
        }
        return larger;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }
        if (bytes.Length >= 4)
        {
            hash = Mix(hash, MemoryMarshal.Read<uint>(bytes));
            bytes = bytes[4..];
        }
        foreach (var b in bytes)
            hash = Mix(hash, b);
        return (uint)(hash >> 32);
    }

    private static ulong Mix(ulong hash, ulong value) => BitOperations.RotateLeft(hash ^ value, 29) * 0x9E37_79B9_7F4A_7C15;

    /// <param name="Number">The word or term plus one; 0 is an empty slot.</param>
    private readonly record struct Slot(uint Hash, int Number);
}

/// <summary>The words and terms of a <see cref="WordTable"/> at one moment.</summary>
internal sealed class WordSnapshot(int words, int terms, char[] chars, int[] charEnds, int[] termOf, byte[] bytes, int[] byteEnds)
{
    public int Words => words;

    public int Terms => terms;

    public int TermOf(int word) => termOf[word];

    public ReadOnlySpan<char> Word(int number)
    {
        var start = number == 0 ? 0 : charEnds[number - 1];
        return chars.AsSpan(start, charEnds[number] - start);
    }

    public ReadOnlySpan<byte> Term(int number)
    {
        var start = number == 0 ? 0 : byteEnds[number - 1];
        return bytes.AsSpan(start, byteEnds[number] - start);
    }
}
