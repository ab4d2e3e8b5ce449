namespace NeuralLearn.Compiled;

/// <summary>A loss written by the caller, run between the passes: it sees each row's outputs as they are in training.</summary>
public interface IOutputLoss
{
    /// <summary>Measures one row and says how the outputs should change.</summary>
    /// <param name="row">The row's number in the call, from 0.</param>
    /// <param name="output">The row's outputs.</param>
    /// <param name="gradient">Receives ∂(loss of the row)/∂output; all 0 at first.</param>
    /// <returns>The loss of the row.</returns>
    float Evaluate(int row, ReadOnlySpan<float> output, Span<float> gradient);
}
