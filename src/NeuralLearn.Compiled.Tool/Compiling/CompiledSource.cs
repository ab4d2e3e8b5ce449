namespace NeuralLearn.Compiled.Tool.Compiling;

/// <summary>A source that was compiled, or what is wrong with it.</summary>
internal sealed class CompiledSource(
    string path, byte[] image, IReadOnlyList<SourceDiagnostic> diagnostics, IReadOnlyDictionary<string, string> generatedFiles)
{
    private const int ShownErrors = 20;

    private const string NoWeightsFile = "NLC4001";

    /// <summary>What the compiler says of names that it has not seen declared.</summary>
    private static readonly string[] UnknownNames = ["CS0103", "CS0234", "CS0246"];

    public string Path { get; } = path;

    /// <summary>The assembly; empty where it does not compile.</summary>
    public ReadOnlyMemory<byte> Image => image;

    /// <summary>Errors, warnings and advice in the order of the source.</summary>
    public IReadOnlyList<SourceDiagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>What the generator added, by file name: <c>….Network.g.cs</c>, <c>….Passes.g.cs</c>, <c>….Kernels256.g.cs</c>, ….</summary>
    public IReadOnlyDictionary<string, string> GeneratedFiles { get; } = generatedFiles;

    /// <summary>The text, where no file has it.</summary>
    internal string? OwnText { get; set; }

    public bool HasErrors => image.Length == 0 || Diagnostics.Any(diagnostic => diagnostic.IsError);

    /// <summary>Loads what was compiled.</summary>
    /// <exception cref="ToolFailure">It has errors; the message is theirs, line by line as a build prints them, and a sum.</exception>
    public NetworkAssembly Load()
    {
        ThrowIfErrors();
        return NetworkAssembly.OfImage(image, Path, this);
    }

    /// <exception cref="ToolFailure">As <see cref="Load"/>.</exception>
    public void ThrowIfErrors()
    {
        if (!HasErrors)
        {
            return;
        }

        var errors = Diagnostics.Where(diagnostic => diagnostic.IsError).ToList();
        var lines = errors.Take(ShownErrors).Select(error => error.ToString()).ToList();
        if (errors.Count > ShownErrors)
        {
            lines.Add($"… and {errors.Count - ShownErrors} more");
        }

        lines.Add($"{Path} does not compile: {errors.Count} {(errors.Count == 1 ? "error" : "errors")}.");
        if (OwnText is null && errors.Exists(error => UnknownNames.Contains(error.Id)))
        {
            lines.Add("The file is compiled alone: what others of its project declare is not there. Name the .dll that a build of the project writes.");
        }

        if (errors.Exists(error => error.Id == NoWeightsFile))
        {
            // The message itself advises what helps a project; its items are not known here.
            lines.Add($"Weights files are looked for in {WeightsFiles.FolderOf(Path)} and below. Put the file there, or name the .dll that a build of the project writes.");
        }

        if (OwnText is not null)
        {
            lines.Add($"This is {Path}:");
            lines.Add(OwnText.TrimEnd());
        }

        throw new ToolFailure(string.Join(Environment.NewLine, lines));
    }
}
