using Microsoft.Extensions.AI;
using SemanticSearch.Chat;
using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>How an <see cref="AnswerWriter"/> goes about it.</summary>
public sealed record AnswerWriterOptions
{
    /// <summary>Passages that are sent, at most.</summary>
    public int MaxPassages { get; init; } = 12;

    /// <summary>UTF-16 units of all passages together, at most; four make a token, about.</summary>
    public int MaxPassageChars { get; init; } = 12_000;

    /// <summary>For the whole of it, second attempts included.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whose seconds count.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal AnswerWriterOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPassages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPassageChars, 100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
        return this;
    }
}

/// <summary>
/// A response -> the same with prose: a chat model answers from the passages, and of what it writes only those sentences are kept whose quotes stand there word
/// for word. Whatever fails, the response stays as it was and a note says what failed. Thread-safe if the client is; does not own it.
/// </summary>
public sealed class AnswerWriter
{
    /// <summary>A longer reply is not the few sentences that were asked for.</summary>
    private const int MaxReplyChars = 40_000;

    private readonly IChatClient _client;
    private readonly AnswerWriterOptions _options;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public AnswerWriter(IChatClient client, AnswerWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = (options ?? new AnswerWriterOptions()).Validated();
        var metadata = client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        Model = metadata?.DefaultModelId ?? metadata?.ProviderName ?? "the chat model";
    }

    /// <summary>Who writes.</summary>
    public string Model { get; }

    /// <summary>Asks the model about the passages of <paramref name="response"/>; without an answer in it there is no evidence, and nothing is asked.</summary>
    /// <returns>The response with <see cref="Answer.Prose"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public async Task<SearchResponse> WriteAsync(SearchResponse response, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        var started = _options.Time.GetTimestamp();
        var passages = PassagesOf(response);
        var prose = response.Answer.Sentences.Count == 0 || passages.Count == 0
            ? Nothing("no sentence of the articles answers the question, so the model was not asked")
            : await AskAsync(response.Query, passages, cancel).ConfigureAwait(false);
        return response with { Answer = response.Answer with { Prose = prose with { TookMs = _options.Time.GetElapsedTime(started).TotalMilliseconds } } };
    }

    private async Task<AnswerProse> AskAsync(string question, List<SourcePassage> passages, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_options.TimeLimit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var sent = passages.ConvertAll(passage => passage.Sent);
            var response = await _client.GetResponseAsync(ProsePrompt.Of(question, sent), cancellationToken: either.Token).ConfigureAwait(false);
            return Checked(response.Text, question, passages, sent);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return Nothing($"no answer within {_options.TimeLimit.TotalSeconds:0} s");
        }
        catch (ModelUnavailableException e)
        {
            return Nothing(e.Message);
        }
        catch (Exception e)
        {
            // Anybody's client: what it throws is not known here, and no failure of it may cost the search.
            return Nothing($"the chat client failed ({e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")})");
        }
    }

    private AnswerProse Checked(string reply, string question, List<SourcePassage> passages, List<ProsePassage> sent)
    {
        if (reply.Length > MaxReplyChars)
            return Nothing(FormattableString.Invariant($"the reply is longer than {MaxReplyChars:N0} characters"));
        if (ProseReader.IsNothing(reply))
            return Nothing("the model found no answer in the passages");
        var read = ProseReader.Read(reply, question, sent);
        var sentences = read.Sentences.Select(sentence => new ProseSentence(sentence.Text, [.. sentence.Quotes.Select(quote => passages[quote.Passage].Cited(quote))]));
        return read.Sentences.Count > 0
            ? new AnswerProse(Model, [.. sentences]) { Dropped = read.Dropped }
            : Nothing("none of its sentences rests on a quote that stands in the passages") with { Dropped = read.Dropped };
    }

    /// <summary>The answer's passages first, then the best one of each hit, the second best, and so on, each once, as far as the budget goes.</summary>
    private List<SourcePassage> PassagesOf(SearchResponse response)
    {
        var (chosen, seen, left) = (new List<SourcePassage>(), new HashSet<(string, string)>(), _options.MaxPassageChars);
        foreach (var passage in OfAnswer(response).Concat(OfHits(response)))
        {
            if (chosen.Count == _options.MaxPassages)
                break;
            if (string.IsNullOrWhiteSpace(passage.Text) || passage.Text.Length > left && chosen.Count > 0 || !seen.Add((passage.ArticleId, passage.Text)))
                continue;
            var text = passage.Text.Length <= left ? passage.Text : passage.Text[..(char.IsHighSurrogate(passage.Text[left - 1]) ? left - 1 : left)];
            chosen.Add(passage with { Text = text });
            left -= text.Length;
        }
        return chosen;
    }

    private static IEnumerable<SourcePassage> OfAnswer(SearchResponse response) => response.Answer.Sentences.Select(sentence => new SourcePassage(
        sentence.ArticleId, sentence.Url, sentence.TextFragmentUrl is { } link ? TextFragment.PageOf(link) : sentence.Url, sentence.Title, sentence.Organisation, sentence.Passage));

    private static IEnumerable<SourcePassage> OfHits(SearchResponse response) =>
        response.Hits.SelectMany(hit => hit.Passages.Select((passage, rank) => (Rank: rank, Passage: new SourcePassage(
            hit.Id, hit.Url, hit.ArchivedUrl ?? hit.Url, hit.Title, hit.Organisations is [var organisation, ..] ? organisation : null, passage.Text))))
            .OrderBy(ranked => ranked.Rank).Select(ranked => ranked.Passage);

    private AnswerProse Nothing(string why) => new(Model, []) { Note = $"No answer was written: {why.TrimEnd('.')}." };

    /// <param name="Page">Where the text can be read; null without an address.</param>
    private sealed record SourcePassage(string ArticleId, string? Url, string? Page, string Title, string? Organisation, string Text)
    {
        public ProsePassage Sent => new(Text, Title, Organisation);

        public ProseCitation Cited(FoundQuote found)
        {
            var quote = Text.Substring(found.Start, found.Length);
            return new ProseCitation(quote, ArticleId, Url, Text) { Title = Title, Organisation = Organisation, TextFragmentUrl = Page is null ? null : TextFragment.Of(Page, quote) };
        }
    }
}
