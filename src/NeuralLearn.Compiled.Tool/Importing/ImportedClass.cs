extern alias generator;

using System.Text;
using generator::NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>A class and its weights, as they will be written.</summary>
internal sealed record ImportedClass(string Source, byte[] Weights, int Tensors, long Values)
{
    /// <summary>What the compiler calls a layer without a name, less its number.</summary>
    public static string AutomaticName(string kind) => LayerCatalog.Find(kind)?.AutomaticName ?? kind.ToLowerInvariant();

    public static ImportedClass Of(DeclaredNetwork network, IReadOnlyList<(TensorInfo Info, float[] Values)> tensors, string className, string? @namespace)
    {
        var all = new List<float>();
        var infos = new List<TensorInfo>();
        foreach (var (info, values) in tensors)
        {
            infos.Add(new TensorInfo(info.Name, info.Shape.ToArray(), all.Count));
            all.AddRange(values);
        }

        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, infos.ToArray(), all.ToArray(), new Dictionary<string, string> { ["format"] = "pt", ["network"] = className });
        return new ImportedClass(network.ToSource(className, @namespace), stream.ToArray(), infos.Count, all.Count);
    }

    /// <summary>Compiles the class and gives an instance the weights: nothing is written that would not run.</summary>
    /// <exception cref="ToolFailure">It does not compile, or the weights do not fit it.</exception>
    public (NetworkAssembly Assembly, INetwork Network) Load(string path, CancellationToken stop)
    {
        var compiled = SourceCompiler.Compile(Source, path, stop);
        if (compiled.HasErrors)
        {
            throw new ToolFailure($"The layers read from the file make no network:{Environment.NewLine}{Source.TrimEnd()}{Environment.NewLine}{string.Join(Environment.NewLine, compiled.Diagnostics.Where(diagnostic => diagnostic.IsError))}");
        }

        var assembly = compiled.Load();
        try
        {
            var network = assembly.Find(null).Create();
            using var stream = new MemoryStream(Weights, writable: false);
            network.Load(stream);
            return (assembly, network);
        }
        catch (InvalidDataException problem)
        {
            assembly.Dispose();
            throw new ToolFailure($"The weights of the file do not fit the layers:{Environment.NewLine}{Source.TrimEnd()}{Environment.NewLine}{problem.Message}", inner: problem);
        }
    }

    public byte[] SourceBytes() => Encoding.UTF8.GetBytes(Source);
}
