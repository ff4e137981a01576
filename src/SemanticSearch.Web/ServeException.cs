namespace SemanticSearch.Web;

/// <summary>The server cannot listen where it was told to. The message names the address and what to do.</summary>
public sealed class ServeException : Exception
{
    public ServeException()
    {
    }

    public ServeException(string message)
        : base(message)
    {
    }

    public ServeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
