namespace SemanticSearch.Web.Requests;

/// <summary>Why a query string is refused.</summary>
/// <param name="Parameters">The names at fault.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Allowed">What may stand there instead: values of the parameter, or the known names.</param>
internal sealed record ParameterProblem(IReadOnlyList<string> Parameters, string Message, IReadOnlyList<string> Allowed);
