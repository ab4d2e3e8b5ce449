namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>One way to run, and perhaps to train, a reference network.</summary>
internal abstract class Implementation : IDisposable
{
    public abstract string Name { get; }

    /// <summary>
    /// Outputs of all rows as a batch; then, if it trains, the parameters after three steps on the first three rows one by one and three on
    /// the whole batch; then, if it runs in this process, the outputs row by row. Null, after a line on the standard error, where it broke down.
    /// </summary>
    public abstract float[]? Results(float[] parameters);

    public virtual void Dispose()
    {
    }
}
