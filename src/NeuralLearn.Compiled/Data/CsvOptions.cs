namespace NeuralLearn.Compiled;

/// <summary>What the columns of a CSV file are. Columns that are named nowhere here are inputs, in the order of the file.</summary>
public sealed class CsvOptions
{
    /// <summary>What stands between two fields; a comma unless set.</summary>
    /// <exception cref="ArgumentException">When set: it is a quote or the end of a line.</exception>
    public char Separator
    {
        get;
        init => field = value is not ('"' or '\r' or '\n')
            ? value
            : throw new ArgumentException("A quote or the end of a line cannot separate fields.", nameof(Separator));
    } = ',';

    /// <summary>Whether the first line names the columns; true unless set.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The column that holds each row's class: any text. Not together with <see cref="Targets"/>.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>The columns that hold the numbers to learn. Not together with <see cref="Label"/>.</summary>
    public IReadOnlyList<CsvColumn> Targets { get; init; } = [];

    /// <summary>A column with a factor for each row's loss and gradient.</summary>
    public CsvColumn? RowWeight { get; init; }

    /// <summary>Columns that are not used, such as a number of the row.</summary>
    public IReadOnlyList<CsvColumn> Ignored { get; init; } = [];

    /// <summary>Which number a text of the <see cref="Label"/> column gets, where <see cref="ClassNames"/> is empty.</summary>
    public ClassOrder ClassOrder { get; init; }

    /// <summary>
    /// The texts of the <see cref="Label"/> column, that of class 0 first. Any other text is an error then. Found out where empty.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];
}
