namespace NeuralLearn.Compiled;

/// <summary>What every pooling over windows can be told.</summary>
public abstract class PoolingAttribute : SingleInputLayerAttribute
{
    private protected PoolingAttribute()
    {
    }

    private protected PoolingAttribute(int kernel) => Kernel = kernel;

    /// <summary>Length of the window along each axis, 1 or more; the same as the argument.</summary>
    public int Kernel { get; set; }

    /// <summary>Inputs from one window to the next, 1 or more. As long as the window without a word.</summary>
    public int Stride { get; set; }

    /// <summary>Padding on both sides of each axis, at most half the window. 0 without a word.</summary>
    public int Padding { get; set; }

    /// <summary>Whether a last window counts that hangs over the end, as long as it begins on an input or the padding in front.</summary>
    public bool CeilMode { get; set; }
}
