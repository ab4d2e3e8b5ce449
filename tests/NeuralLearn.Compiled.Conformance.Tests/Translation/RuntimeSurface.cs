using System.Reflection;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>
/// What can be written in a declaration today, read from the library itself. A list of supported cases kept by hand would be wrong
/// the day after; this one grows with the library.
/// </summary>
internal sealed class RuntimeSurface(Assembly library)
{
    private const string Namespace = "NeuralLearn.Compiled.";

    public static RuntimeSurface Current { get; } = new(typeof(NetworkAttribute).Assembly);

    public Type? Attribute(string name) => Find(name + "Attribute");

    public bool HasEnumMember(string enumeration, string member) =>
        Find(enumeration) is { IsEnum: true } type && Enum.GetNames(type).Contains(member, StringComparer.Ordinal);

    /// <summary>Whether the attribute's constructors take this many values by position.</summary>
    public bool TakesPositional(string attribute, int count) =>
        Constructors(attribute).Any(parameters => parameters.Length >= count || (parameters.Length > 0 && IsList(parameters[^1])));

    public bool HasSettableProperty(string attribute, string property) =>
        Attribute(attribute)?.GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.SetMethod is { IsPublic: true };

    /// <summary>The constructor parameter of that name (whatever its casing) behind the first <paramref name="positional"/> ones.</summary>
    public string? ConstructorParameter(string attribute, string name, int positional) =>
        Constructors(attribute)
            .SelectMany(parameters => parameters.Skip(positional))
            .Select(parameter => parameter.Name)
            .FirstOrDefault(parameter => string.Equals(parameter, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsList(ParameterInfo parameter) => parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false);

    private Type? Find(string name) => library.GetType(Namespace + name) is { IsPublic: true } type ? type : null;

    private IEnumerable<ParameterInfo[]> Constructors(string attribute) =>
        Attribute(attribute)?.GetConstructors().Select(constructor => constructor.GetParameters()) ?? [];
}
