using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace NeuralLearn.Compiled.Build;

/// <summary>
/// Finds out in every build what there is to be done for weights files, without reading one. It is a task, as no expression of MSBuild takes
/// paths with commas, and none finds out that a file is gone.
/// </summary>
public sealed class FindWeights : WeightsTask
{
    /// <summary>The texts that the compiler gets; <see cref="ReadWeights"/> writes them.</summary>
    [Output]
    public ITaskItem[] Texts { get; set; } = [];

    /// <summary>Where the files are listed by name: what comes of them must be made again when that changes.</summary>
    [Output]
    public string List { get; set; } = "";

    /// <summary>Where it stands which state of the files was seen last.</summary>
    [Output]
    public string Stamps { get; set; } = "";

    /// <summary>Newer than the stamps if that state has been read.</summary>
    [Output]
    public string Done { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var plan = Plan();
        var texts = plan.Entries.SelectMany(entry => new[] { entry.Header, entry.Payload }).ToList();
        Texts = [.. texts.Select(text => new TaskItem(Escape(Path.Combine(Folder, text))))];
        (List, Stamps, Done) = (Path.Combine(Folder, "files.cache"), Path.Combine(Folder, "stamps.cache"), Path.Combine(Folder, DoneFile));
        try
        {
            Write(In("files.cache"), plan.List);
            Write(In("stamps.cache"), plan.Stamps(typeof(FindWeights).Module.ModuleVersionId.ToString()));
            if (texts.Any(text => !File.Exists(In(text))))
            {
                File.Delete(In(DoneFile));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.LogError("What the compiler needs of the weights files could not be written: {0}", problem.Message);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>What MSBuild would take for its own.</summary>
    private static string Escape(string path) => string.Concat(path.Select(character =>
        character is '%' or ';' or '*' or '?' or '$' or '@' or '(' or ')' or '\'' ? "%" + ((int)character).ToString("X2") : character.ToString()));
}
