using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>A network in a peer that is a process of its own.</summary>
internal sealed class PythonPeer(Reference reference, PythonProcess process, bool trains) : Implementation
{
    public override string Name => process.Name;

    public override float[]? Results(float[] parameters)
    {
        var path = Path.Combine(process.Folder, reference.Name);
        var description = new
        {
            name = reference.Name,
            sizes = reference.Sizes,
            parameters = reference.ParameterCount,
            stream = reference is LayerReference { IsStream: true },
            modules = (reference as LayerReference)?.Specs.Select(spec => new
            {
                kind = spec.Kind,
                inputs = spec.Inputs,
                outputs = spec.Outputs,
                size = spec.Size,
                activation = spec.Activation.ToString().ToLowerInvariant(),
            }),
            activations = reference.Activations.Select(activation => activation.ToString().ToLowerInvariant()),
            squared = reference.IsSquared,
            rows = Reference.Rows,
            learningRate = Reference.LearningRate,
        };
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(description));

        // Parameters of a layer are its weights, then its biases, in PyTorch's order: so the peer reads them.
        float[] numbers = [.. parameters, .. reference.Inputs, .. reference.Targets];
        File.WriteAllBytes(path + ".bin", MemoryMarshal.AsBytes<float>(numbers).ToArray());
        return process.Ask("check " + path) is null ? null : MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path + ".out")).ToArray();
    }

    /// <summary>Null for what it cannot do.</summary>
    public Cell? Measure(Metric metric)
    {
        if ((metric.IsTraining() && !trains) || process.Ask("time " + metric.Name()) is not { } answer)
        {
            return null;
        }

        var times = answer.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToArray();
        return new Cell(reference.Name, Name, metric, times[0], times[1], 0);
    }
}
