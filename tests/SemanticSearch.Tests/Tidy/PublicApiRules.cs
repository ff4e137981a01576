using System.Reflection;
using System.Text;

namespace SemanticSearch.Tests.Tidy;

/// <summary>The public surface of the engine is approved as text; UPDATE_GOLDEN=1 writes it anew, a person reads the difference.</summary>
public class PublicApiRules
{
    private const string ApprovedPath = "tests/SemanticSearch.Tests/Data/public-api.txt";

    private static readonly string[] ObjectMembers =
        ["ToString", "Equals", "GetHashCode", "GetType", "Deconstruct", "PrintMembers", "<Clone>$", "op_Equality", "op_Inequality"];

    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        var actual = Describe(typeof(SearchEngine).Assembly);
        var approved = Path.Combine(SourceTree.Root, ApprovedPath);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(approved, actual);
        Assert.Equal(File.ReadAllText(approved), actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(Declared))
        {
            if (ObjectMembers.Contains(member.Name))
                continue;
            if (member is FieldInfo { IsSpecialName: false } field)
                yield return type.IsEnum ? $"{field.Name} = {field.GetRawConstantValue()}" : $"{Name(field.FieldType)} {field.Name}";
            else if (member is PropertyInfo property)
                yield return $"{Name(property.PropertyType)} {property.Name} {{{(property.CanRead ? " get;" : "")}{(property.CanWrite ? " set;" : "")} }}";
            else if (member is ConstructorInfo constructor)
                yield return $"new({Parameters(constructor)})";
            else if (member is MethodInfo { IsSpecialName: false } method)
                yield return $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})";
        }
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
