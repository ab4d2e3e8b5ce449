using System.Runtime.InteropServices;
using NeuralLearn.Compiled;

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

    public static bool HaveTheSameBits(Digits one, Digits other, Dataset rows) =>
        Parameters(one).SequenceEqual(Parameters(other)) && Scores(one, rows).SequenceEqual(Scores(other, rows));

    private static ReadOnlySpan<byte> Parameters(Digits network)
    {
        var parameters = new float[Digits.ParameterCount];
        network.CopyParametersTo(parameters);
        return MemoryMarshal.AsBytes<float>(parameters);
    }

    private static ReadOnlySpan<byte> Scores(Digits network, Dataset rows)
    {
        var scores = new float[rows.Count * Digits.OutputSize];
        for (var row = 0; row < rows.Count; row++)
        {
            network.Forward(rows.Input(row), scores.AsSpan(row * Digits.OutputSize, Digits.OutputSize));
        }

        return MemoryMarshal.AsBytes<float>(scores);
    }
}
