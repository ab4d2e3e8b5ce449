namespace NeuralLearn.Compiled;

/// <summary>
/// Where rows to learn from come from. <see cref="Dataset"/> is the one in memory; for more than fits there, derive from this class: a
/// reader is opened once per epoch and asked for a few rows at a time.
/// </summary>
/// <remarks>
/// A source says in advance what a row consists of. Opened for the same epoch it must give the same rows in the same order: a session that
/// is resumed in the middle of an epoch reads again what it has already seen of it.
/// </remarks>
public abstract class RowSource
{
    /// <summary>Values in one row of input.</summary>
    public abstract int InputSize { get; }

    /// <summary>Values in one row of targets; 0 where rows have a label, or nothing but their input.</summary>
    public virtual int TargetSize => 0;

    /// <summary>Whether every row has a class, given as a whole number.</summary>
    public virtual bool HasLabels => false;

    /// <summary>Whether every row has a factor for its loss and gradient.</summary>
    public virtual bool HasRowWeights => false;

    /// <summary>Whether every row says how many steps of its sequence are used.</summary>
    public virtual bool HasLengths => false;

    /// <summary>Rows in one epoch, or null if that is only known at their end.</summary>
    public virtual long? RowCount => null;

    /// <summary>The names of the classes, that of class 0 first; used in the confusion matrix. None where they have none.</summary>
    public IReadOnlyList<string> ClassNames
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    } = [];

    /// <summary>Starts at the first row.</summary>
    /// <param name="epoch">
    /// Which pass over the rows this is, from 0. A source may use it to give its files in another order; it need not.
    /// </param>
    /// <returns>A reader of its own, disposed of by whoever opened it.</returns>
    public abstract RowReader Open(int epoch);
}
