namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>Outputs, and parameters after training steps, must be the same in all implementations but for roundings.</summary>
internal static class Agreement
{
    private const float Tolerance = 2e-5f;

    /// <summary>Implementations that break down are taken out of the list; one that differs is printed.</summary>
    public static bool Holds(Reference reference, List<Implementation> implementations, float[] parameters)
    {
        float[]? first = null;
        var holds = true;
        implementations.RemoveAll(implementation =>
        {
            var results = implementation.Results(parameters);
            if (results is null)
            {
                implementation.Dispose();
                return true;
            }

            first ??= results;
            holds &= Agree(reference, implementation.Name, results, first);
            return false;
        });
        return holds;
    }

    /// <summary>A peer that only infers has outputs only.</summary>
    private static bool Agree(Reference reference, string name, float[] results, float[] first)
    {
        if (results.Length < Reference.Rows * reference.OutputSize)
        {
            Console.Error.WriteLine($"{reference.Name}: {name} gives {results.Length} outputs, and {Reference.Rows * reference.OutputSize} are wanted");
            return false;
        }

        for (var i = 0; i < results.Length; i++)
        {
            if (!(Math.Abs(results[i] - first[i]) <= Tolerance))
            {
                Console.Error.WriteLine($"{reference.Name}: {name} and the emitted network differ at {i}: {results[i]} and {first[i]}");
                return false;
            }
        }

        return true;
    }
}
