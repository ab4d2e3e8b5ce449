using System.ComponentModel;

namespace NeuralLearn.Compiled;

/// <summary>From scores to a class. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Decision
{
    /// <summary>The index of the largest score: ties go to the lowest index, NaN counts as largest (as PyTorch's argmax).</summary>
    /// <param name="scores">One score per class.</param>
    /// <returns>The class.</returns>
    public static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best] || (float.IsNaN(scores[i]) && !float.IsNaN(scores[best])))
            {
                best = i;
            }
        }

        return best;
    }
}
