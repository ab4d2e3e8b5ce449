namespace NeuralLearn.Compiled;

/// <summary>
/// What a file is that is no safetensors: people give a file the ending, or take one for another. Such files announce absurd lengths, which
/// helps nobody.
/// </summary>
internal static class ForeignFormat
{
    /// <summary>"version ", which is how a pointer of Git LFS begins.</summary>
    private const ulong GitPointer = 0x206E6F6973726576;

    /// <summary>A sentence on what the file is; empty where nobody knows.</summary>
    /// <param name="prefix">The file's first 8 bytes as a number, the first of them its lowest.</param>
    public static string Guess(ulong prefix) => (uint)prefix switch
    {
        0x04034B50 => " It begins like a zip archive, as torch.save writes: save the tensors with safetensors.torch.save_file.",
        0x46444889 => " It begins like a file of HDF5, as Keras writes: save the weights as safetensors.",
        0x46554747 => " It begins like a file of GGUF: take the model's safetensors.",
        _ when prefix == GitPointer => " It begins like a pointer of Git LFS, and the file itself was not fetched: run git lfs pull.",
        _ when (prefix & 0xFF) == 0x80 && ((prefix >> 8) & 0xFF) is >= 2 and <= 5 => " It begins like a pickle, as Python and old versions of torch.save write: save the tensors with safetensors.torch.save_file.",
        _ when (prefix & 0xFF) == 0x08 && ((prefix >> 16) & 0xFF) is 0x12 or 0x3A => " It begins like a model of ONNX: save its weights as safetensors.",
        _ => "",
    };
}
