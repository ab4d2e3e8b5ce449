using System.Runtime.InteropServices;

namespace QuickStart;

/// <summary>Weights to a file and back.</summary>
internal static class RoundTrip
{
    public static Digits SaveAndLoad(Digits network)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            network.Save(path);

            // Another seed: what agrees afterwards can only have come from the file.
            var loaded = new Digits(seed: 2);
            loaded.Load(path);
            return loaded;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static bool HaveTheSameBits(Digits one, Digits other, DigitSet set) =>
        Parameters(one).SequenceEqual(Parameters(other)) && Scores(one, set).SequenceEqual(Scores(other, set));

    private static ReadOnlySpan<byte> Parameters(Digits network)
    {
        var parameters = new float[Digits.ParameterCount];
        network.CopyParametersTo(parameters);
        return MemoryMarshal.AsBytes<float>(parameters);
    }

    private static ReadOnlySpan<byte> Scores(Digits network, DigitSet set)
    {
        var scores = new float[set.Count * Digits.OutputSize];
        network.ForwardBatch(set.Images, scores);
        return MemoryMarshal.AsBytes<float>(scores);
    }
}
