using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>The weights files of a project, as far as a class needs them.</summary>
/// <param name="Headers">Of all files, in the order of their names.</param>
/// <param name="Payload">The data of the file that the class names; null where it is not needed, or not there.</param>
internal sealed record WeightFiles(EquatableArray<WeightsHeader> Headers, WeightsPayload? Payload)
{
    public static WeightFiles None { get; } = new(default, null);

    /// <summary>What one class needs: nothing where it names no file, so that a file may change without work for the others.</summary>
    public static WeightFiles For(NetworkDeclaration declaration, IEnumerable<WeightsHeader> headers, IEnumerable<WeightsPayload> payloads)
    {
        if (NameIn(declaration) is not { } name)
        {
            return None;
        }

        var ordered = headers.OrderBy(header => header.Name, StringComparer.Ordinal).ToEquatableArray();
        var found = Named(ordered, name) is { Count: > 0 } named ? named[0] : null;
        return new WeightFiles(ordered, payloads.FirstOrDefault(payload => payload.Checksum == found?.Checksum));
    }

    /// <summary>The file that a class names; null where it names none.</summary>
    public static string? NameIn(NetworkDeclaration declaration) =>
        declaration.Attributes.FirstOrDefault(attribute => attribute.Kind == "Network")?.Text("Weights");

    /// <summary>The files that a name can mean: the one of that path, or those whose path ends with it.</summary>
    public IReadOnlyList<WeightsHeader> Named(string name) => Named(Headers, name);

    private static List<WeightsHeader> Named(EquatableArray<WeightsHeader> headers, string name)
    {
        var path = name.Replace('\\', '/');
        if (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path.Substring(2);
        }

        var exact = headers.Where(header => header.Name == path).Take(1).ToList();
        return exact.Count > 0 || path.Length == 0 ? exact : [.. headers.Where(header => header.Name.EndsWith("/" + path, StringComparison.Ordinal))];
    }
}
