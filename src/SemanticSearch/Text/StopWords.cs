using System.Collections.Frozen;

namespace SemanticSearch.Text;

/// <summary>Words that say nothing about what a text is about. The index keeps them, and phrases need them; a free-text query drops them
/// unless it has nothing else.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words =
        """
        a an the this that these those some any each every
        i you he she it we they me him her us them my your his its our their mine yours
        am is are was were be been being do does did doing done have has had having
        will would shall should can could may might must ought
        and or but if then than so because as until while of at by for with about against between into through during before after
        above below to from up down in out on off over under again further once here there
        when where why how what which who whom whose
        all both few more most other such no nor not only own same too very just also
        don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't i'm i've i'd you're it's that's there's let's
        please tell explain
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <param name="word">A folded word, before stemming.</param>
    public static bool Contains(string word) => Words.Contains(word);
}
