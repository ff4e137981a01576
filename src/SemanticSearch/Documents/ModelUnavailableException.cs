namespace SemanticSearch.Documents;

/// <summary>A model is not where it was, or the endpoint that runs it does not answer as it must. The message names the place and what to do.</summary>
public sealed class ModelUnavailableException : DataProblemException
{
    public ModelUnavailableException()
    {
    }

    public ModelUnavailableException(string message)
        : base(message)
    {
    }

    public ModelUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
