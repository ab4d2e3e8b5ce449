using Game.Brains;
using NeuralLearn.Compiled;

namespace Game.Learning;

/// <summary>Picks the weights that are drawn out of all parameters of a brain.</summary>
public static class ThoughtWeights
{
    /// <summary>Copies the weights of the hidden layer, then those of the turns.</summary>
    public static void Copy(ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> parameters, Span<float> weights)
    {
        // Tensors in their order: weight and bias of the hidden layer, then of the turns.
        parameters.Slice(tensors[0].Offset, Thought.Hidden * Thought.Senses).CopyTo(weights);
        parameters.Slice(tensors[2].Offset, Thought.Turns * Thought.Hidden).CopyTo(weights[(Thought.Hidden * Thought.Senses)..]);
    }
}
