using NeuralLearn.Compiled;

namespace FromPyTorch;

/// <summary>Rows for the changed task: what the ship saw, and the thruster that now pushes to where the old one did.</summary>
internal static class Lessons
{
    public static Dataset Draw(Imported teacher, int rows, ulong seed)
    {
        var arena = new Arena(seed, Arena.Usual);
        var random = new NetRandom(seed + 1);
        var inputs = new float[rows * Arena.Senses];
        var labels = new int[rows];
        Span<float> scores = stackalloc float[Arena.Actions];
        arena.Begin();
        for (var row = 0; row < rows; row++)
        {
            var senses = inputs.AsSpan(row * Arena.Senses, Arena.Senses);
            arena.Look(senses);
            teacher.Forward(senses, scores);
            var action = Categorical.Sample(scores, ref random);
            labels[row] = Array.IndexOf(Arena.Swapped, Arena.Usual[action]);
            arena.Act(action);
        }

        return new Dataset(inputs, Arena.Senses, labels);
    }
}
