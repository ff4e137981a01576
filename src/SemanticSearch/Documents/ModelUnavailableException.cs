namespace SemanticSearch.Documents;

/// <summary>The endpoint that runs a model does not answer as it must. The message names its address and what to do.</summary>
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
