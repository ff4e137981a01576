using Microsoft.Extensions.AI;

namespace SemanticSearch.Web;

/// <summary>What a server does besides answering.</summary>
public sealed record ServeOptions
{
    /// <summary>Whether vectors that the index lacks are made while it serves; keywords answer meanwhile.</summary>
    public bool FillsVectors { get; init; } = true;

    /// <summary>Threads that make vectors: one stays free for questions.</summary>
    public int VectorThreads { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>A glossary file of one's own beside the one that ships; null: that alone.</summary>
    public string? Glossary { get; init; }

    /// <summary>Writes an answer in its own words where a visitor's page or program asks for one; null: nobody does. The server does not own it.</summary>
    public IChatClient? Chat { get; init; }

    /// <summary>Whose seconds count.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
