using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Files;

/// <summary>An instance of a network with the weights of a file.</summary>
internal static class NetworkWeights
{
    /// <exception cref="ToolFailure">The file cannot be read or does not fit; the message lists every difference.</exception>
    public static void Load(INetwork network, string path)
    {
        try
        {
            using var stream = new MemoryStream(ModelFile.ReadBytes(path), writable: false);
            network.Load(stream);
        }
        catch (InvalidDataException problem)
        {
            throw new ToolFailure($"{path} cannot be loaded into {network.Info.Name}. {problem.Message}", inner: problem);
        }
    }

    /// <summary>A sentence on the weights that are baked into a class; null where there are none.</summary>
    public static string? Origin(NetworkClass network) => network.BakedFile is { } file
        ? $"The weights are those of {Printed.Text(file)}, which are baked into {Printed.Text(network.FullName)}; --weights takes others."
        : null;

    /// <summary>All tensors of an instance by name.</summary>
    public static Dictionary<string, float[]> Values(INetwork network)
    {
        var parameters = new float[network.Info.ParameterCount];
        var buffers = new float[network.Info.BufferCount];
        network.CopyParametersTo(parameters);
        network.CopyBuffersTo(buffers);
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var tensor in network.Info.Tensors)
        {
            values[tensor.Name] = (tensor.IsBuffer ? buffers : parameters).AsSpan(tensor.Offset, tensor.Length).ToArray();
        }

        return values;
    }
}
