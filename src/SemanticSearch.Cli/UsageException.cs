namespace SemanticSearch.Cli;

/// <summary>The caller asked for something that cannot be: exit code 2. The message names the parameter and what to do.</summary>
internal sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
