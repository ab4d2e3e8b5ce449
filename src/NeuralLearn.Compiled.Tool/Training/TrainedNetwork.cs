using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>The network that a training is of, with the source that is saved beside its weights.</summary>
internal sealed record TrainedNetwork(NetworkAssembly Assembly, NetworkClass Class, string SourceText, string SourceName) : IDisposable
{
    /// <summary>Compiles what the command line names.</summary>
    /// <param name="request">The command line.</param>
    /// <param name="data">What is to be learnt from.</param>
    /// <param name="notes">Receives what was added to an architecture.</param>
    /// <param name="stop">Ends it early.</param>
    public static TrainedNetwork Open(TrainRequest request, CsvData data, List<string> notes, CancellationToken stop)
    {
        string text, name;
        string? className = null;
        if (request.Source is { } path)
        {
            text = Refusals.Said(() => File.ReadAllText(path));
            name = Path.GetFileName(path);
            className = request.Network;
        }
        else
        {
            var declared = ArchitectureFit.Complete(request.Network, data, request.Standardize, notes);
            className = request.ClassName ?? ArchitectureFit.ClassName(data.FileName);
            text = declared.ToSource(className);
            name = className + ".cs";
        }

        var source = request.Source is { } file ? SourceCompiler.Compile(text, file, stop) : SourceCompiler.CompileOwn(text, name, stop);
        var assembly = source.Load();
        try
        {
            return new TrainedNetwork(assembly, assembly.Find(className), text, name);
        }
        catch
        {
            assembly.Dispose();
            throw;
        }
    }

    public void Dispose() => Assembly.Dispose();
}
