using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Files;

/// <summary>A file with tensors: safetensors or ONNX, told apart by what it begins with.</summary>
internal sealed record ModelFile(string Path, long Length, IReadOnlyList<TensorView> Tensors, IReadOnlyDictionary<string, string> Metadata, OnnxModel? Onnx)
{
    public string Format => Onnx is null ? "safetensors" : "ONNX";

    /// <summary>Reads and checks all of it.</summary>
    /// <exception cref="ToolFailure">It cannot be read, is malformed or is something else.</exception>
    public static ModelFile Read(string path) => Of(path, ReadBytes(path));

    /// <summary>The same of a file that is read already.</summary>
    /// <exception cref="ToolFailure">It is malformed or something else.</exception>
    public static ModelFile Of(string path, byte[] bytes)
    {
        if (LooksLikeSafeTensors(bytes) || path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            var file = Parse(path, bytes);
            return new ModelFile(path, bytes.Length, [.. file.Tensors.Select(tensor => View(file, tensor))], file.Metadata, null);
        }

        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8) || (bytes.Length > 1 && bytes[0] == 0x80 && bytes[1] is >= 2 and <= 5))
        {
            throw new ToolFailure($"{path} is a PyTorch checkpoint, which can run code when it is read. Save the weights as safetensors instead: safetensors.torch.save_file(model.state_dict(), \"model.safetensors\").");
        }

        var model = OnnxReader.Read(bytes, path);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in model.Metadata)
        {
            metadata[key] = value;
        }

        return new ModelFile(path, bytes.Length, [.. model.Graph.Initializers.Select(tensor => tensor.View())], metadata, model);
    }

    /// <summary>Reads a safetensors file.</summary>
    /// <exception cref="ToolFailure">It cannot be read or is malformed.</exception>
    public static SafeTensorsFile ReadSafeTensors(string path) => Parse(path, ReadBytes(path));

    public static TensorView View(SafeTensorsFile file, SafeTensorsEntry tensor) =>
        new(tensor.Name, tensor.Describe().Split(' ')[0], tensor.Type, tensor.Shape, file.Data(tensor).ToArray());

    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ToolFailure(Directory.Exists(path) ? $"{path} is a folder; a file is expected." : File.Exists(path) ? $"{path} cannot be read: {problem.Message}" : $"There is no file {path}.", inner: problem);
        }
    }

    private static SafeTensorsFile Parse(string path, byte[] bytes)
    {
        try
        {
            return SafeTensorsFile.Parse(bytes);
        }
        catch (InvalidDataException problem)
        {
            throw new ToolFailure($"{path} is no sound safetensors file. {problem.Message}", inner: problem);
        }
    }

    private static bool LooksLikeSafeTensors(byte[] bytes) => bytes.Length > 9 && bytes[8] == '{' && BitConverter.ToUInt64(bytes) < 1UL << 32;
}
