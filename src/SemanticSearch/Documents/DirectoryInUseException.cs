namespace SemanticSearch.Documents;

/// <summary>Another writer is at work in the data directory. The message names it; waiting helps.</summary>
public sealed class DirectoryInUseException : DataProblemException
{
    public DirectoryInUseException()
    {
    }

    public DirectoryInUseException(string message)
        : base(message)
    {
    }

    public DirectoryInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
