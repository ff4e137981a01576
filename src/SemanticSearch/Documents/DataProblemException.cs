namespace SemanticSearch.Documents;

/// <summary>Stored data cannot be used: damaged, locked, read-only, of a newer version. The message names the path and what to do. CLI exit code 3.</summary>
public class DataProblemException : Exception
{
    public DataProblemException()
    {
    }

    public DataProblemException(string message)
        : base(message)
    {
    }

    public DataProblemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
