using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Snapshots;

/// <summary>
/// A folder of docs/generated: one class with its attributes, and files that the compiler adds to it. Which of them lie there is the
/// folder's choice: what many networks have in common is shown once.
/// </summary>
internal sealed record Snapshot(string Name)
{
    public static string Root { get; } = Path.Combine(DocumentationPage.Root, "docs", "generated");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public string Folder => Path.Combine(Root, Name);

    public string Source => File.ReadAllText(Path.Combine(Folder, Name + ".cs"));

    /// <summary>What lies in the folder, by name of the file.</summary>
    public IReadOnlyDictionary<string, string> Kept =>
        Directory.EnumerateFiles(Folder, "*.g.cs").ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>What the compiler emits now. A file's name begins with the class's in a build; here the folder has it.</summary>
    public IReadOnlyDictionary<string, string> Emitted() => new UserProject(Source).Generate().Files.ToDictionary(
        file => string.Join('.', file.HintName.Split('.')[^3..]), file => file.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>Writes anew what lies in the folder; all files where none does.</summary>
    public void Write()
    {
        var kept = Kept;
        foreach (var file in kept.Keys)
        {
            File.Delete(Path.Combine(Folder, file));
        }

        foreach (var (file, text) in Emitted().Where(file => kept.Count == 0 || kept.ContainsKey(file.Key)))
        {
            File.WriteAllText(Path.Combine(Folder, file), text);
        }
    }
}
