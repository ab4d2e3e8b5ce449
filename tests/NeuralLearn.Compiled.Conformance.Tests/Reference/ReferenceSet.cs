using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Reference;

/// <summary>A folder with index.json and one tensor file a case.</summary>
internal sealed class ReferenceSet
{
    private const string FolderVariable = "NEURALLEARN_REFERENCE";

    private static readonly Lazy<ReferenceSet> LazyShipped = new(() => new ReferenceSet(ShippedFolder));
    private static readonly Lazy<ReferenceSet> LazySelected = new(Select);

    private ReferenceSet(string folder)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        var cases = index.RootElement.GetProperty("cases").EnumerateArray();
        Cases = [.. cases.Select((json, number) => new ReferenceCase(json.Clone(), folder, number))];
    }

    /// <summary>The vectors that come with the tests: what the tests of the harness itself rely on.</summary>
    public static ReferenceSet Shipped => LazyShipped.Value;

    /// <summary>The set to run: the folder that NEURALLEARN_REFERENCE names, else the shipped vectors.</summary>
    public static ReferenceSet Selected => LazySelected.Value;

    public IReadOnlyList<ReferenceCase> Cases { get; }

    private static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "Vectors");

    public ReferenceCase this[string name] => Cases.First(reference => reference.Name == name);

    private static ReferenceSet Select()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrEmpty(folder))
        {
            return Shipped;
        }

        // A folder that only holds the vectors beside other things is as good a name for them.
        var inner = Path.Combine(folder, "vectors");
        return new ReferenceSet(!File.Exists(Path.Combine(folder, "index.json")) && Directory.Exists(inner) ? inner : folder);
    }
}
