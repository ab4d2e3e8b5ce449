namespace NeuralLearn.Compiled;

/// <summary>
/// A row of learnt numbers for each index: indices [time] become a sequence [time, size]. It reads an input with Kind =
/// InputKind.Indices. Weight [count, size], normal around 0 with deviation 1 at first. PyTorch and Keras: Embedding.
/// </summary>
public sealed class EmbeddingAttribute : SingleInputLayerAttribute
{
    /// <summary>Rows of numbers, one per index.</summary>
    /// <param name="count">How many different indices there are, 1 or more: they go from 0 to count - 1.</param>
    /// <param name="size">Numbers per index, 1 or more.</param>
    public EmbeddingAttribute(int count, int size)
    {
        Count = count;
        Size = size;
    }

    /// <summary>How many different indices there are.</summary>
    public int Count { get; }

    /// <summary>Numbers per index.</summary>
    public int Size { get; }
}
