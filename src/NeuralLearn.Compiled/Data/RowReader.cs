namespace NeuralLearn.Compiled;

/// <summary>One pass over the rows of a <see cref="RowSource"/>.</summary>
public abstract class RowReader : IDisposable
{
    /// <summary>Gives the next rows.</summary>
    /// <param name="rows">Where they go; the first rows of it are filled.</param>
    /// <returns>How many were written: any number from 1 to <see cref="RowSpace.Rows"/>; 0 after the last row.</returns>
    /// <exception cref="InvalidDataException">The data is malformed.</exception>
    public abstract int Read(in RowSpace rows);

    /// <summary>Closes what is open.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
