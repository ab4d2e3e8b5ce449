using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>A CSV file to learn from: which columns are inputs, what is in those to be learnt, and the rows as a network wants them.</summary>
internal sealed class CsvData
{
    /// <summary>Whole numbers of more kinds than this are taken for amounts unless the network says otherwise.</summary>
    private const int MostNumberedClasses = 20;

    private const int MostClasses = 1024;

    private const string Hint = " --ignore leaves a column out, --target names those to be learnt.";

    private readonly CsvRequest _request;
    private readonly int[] _targets;
    private readonly int[] _ignored;
    private readonly int? _rowWeight;
    private readonly string[] _columns;

    private CsvData(CsvRequest request, string[] columns, int[] targets, int[] ignored, int? rowWeight)
    {
        (_request, _columns, _targets, _ignored, _rowWeight) = (request, columns, targets, ignored, rowWeight);
        InputNames = [.. Enumerable.Range(0, columns.Length).Where(column => !targets.Contains(column) && !ignored.Contains(column) && column != rowWeight).Select(column => columns[column])];
        TargetNames = [.. targets.Select(target => columns[target])];
        if (InputNames.Count == 0)
        {
            throw new ToolFailure($"{FileName}: no column is left for the inputs; the file has {columns.Length}.{OtherSeparator()}");
        }
    }

    public string FileName => Path.GetFileName(_request.Path);

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>Whether the columns to be learnt were chosen here, as the last ones.</summary>
    public bool TargetsAreAssumed => _request.Targets.Count == 0 && _targets.Length > 0;

    /// <summary>Reads the first line and finds the columns.</summary>
    /// <param name="request">What the command line says.</param>
    /// <param name="targets">How many columns at the end are learnt where the command line names none.</param>
    /// <exception cref="ToolFailure">The file cannot be read, or has no such column.</exception>
    public static CsvData Open(CsvRequest request, int targets = 1)
    {
        var columns = Refusals.Said(() => FirstLine(request));
        var file = Path.GetFileName(request.Path);
        var taken = new HashSet<int>();
        int Take(string column)
        {
            var place = Find(column, columns, request.HasHeader, file);
            return taken.Add(place) ? place : throw new ToolFailure($"Column '{column}' is named twice on the command line.", ExitCode.Usage);
        }

        var named = request.Targets.Select(Take).ToArray();
        var ignored = request.Ignored.Select(Take).ToArray();
        int? weight = request.RowWeight is { } name ? Take(name) : null;
        if (named.Length == 0)
        {
            named = [.. Enumerable.Range(0, columns.Length).Where(column => !taken.Contains(column)).TakeLast(targets)];
        }

        return new CsvData(request, columns, named, ignored, weight);
    }

    /// <summary>The same file with other columns to be learnt where the command line names none.</summary>
    public CsvData WithTargets(int count) => _request.Targets.Count > 0 || _targets.Length == count ? this : Open(_request, count);

    /// <summary>What the one column to be learnt holds; several hold numbers.</summary>
    /// <exception cref="ToolFailure">A value is missing or malformed, or the texts are no classes.</exception>
    public TargetColumn Inspect()
    {
        if (_targets.Length != 1)
        {
            return new TargetColumn(false, []);
        }

        var rows = ReadLabels([]);
        var names = rows.ClassNames;
        if (names is [var only] && (!IsNumber(only) || rows.Count > 1))
        {
            throw new ToolFailure($"{FileName}: column '{TargetNames[0]}' is '{FileText.Printable(only)}' in {(rows.Count == 1 ? "its only row" : $"all {rows.Count} rows")}: there is nothing to learn; choose another with --target.");
        }

        if (names.Count == 0)
        {
            throw new ToolFailure($"{FileName} has no rows below its first line.");
        }

        var numbers = names.Count(IsNumber);
        var whole = names.All(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        if (numbers == names.Count)
        {
            return new TargetColumn(whole && names.Count <= MostNumberedClasses && names.Count <= (rows.Count + 1) / 2, names);
        }

        if (names.Count > MostNumberedClasses && numbers > names.Count * 0.8)
        {
            // Amounts with a few texts among them: the reader of numbers says where.
            ReadTargets();
        }

        return names.Count <= MostClasses && (names.Count <= rows.Count / 2 || rows.Count <= MostNumberedClasses)
            ? new TargetColumn(true, names)
            : throw new ToolFailure($"{FileName}: column '{TargetNames[0]}' has {names.Count} different texts in {rows.Count} rows, which are no classes to learn; choose another with --target.");
    }

    /// <summary>The rows as a network takes them.</summary>
    /// <param name="info">The network.</param>
    /// <param name="classNames">Names that another file's classes have; none: this file's own, sorted.</param>
    /// <exception cref="ToolFailure">They do not fit; the message says which column or line.</exception>
    public Dataset Read(NetworkInfo info, IReadOnlyList<string>? classNames = null)
    {
        if (InputNames.Count != info.InputSize)
        {
            throw new ToolFailure($"{FileName} has {InputNames.Count} input columns ({Listed(InputNames)}); {info.Name} takes {info.InputSize}.{Hint}");
        }

        var rows = info.MakesItsTarget ? ReadUnlabelled()
            : _targets.Length == 1 && info.TakesLabels ? ReadClasses(info, classNames)
            : _targets.Length == 1 && info.TargetSize > 1 ? ReadClasses(info, classNames).OneHot(info.TargetSize)
            : ReadTargets();
        return rows.Count > 0 ? rows : throw new ToolFailure($"{FileName} has no rows below its first line.");
    }

    /// <summary>Whether what was read as names of columns looks like a row.</summary>
    public bool NamesAreNumbers => _request.HasHeader && InputNames.All(IsNumber);

    /// <summary>What else the one column may be separated by.</summary>
    private string OtherSeparator()
    {
        foreach (var (separator, name) in new[] { (';', "';'"), ('\t', "tab"), ('|', "'|'"), (',', "','") })
        {
            if (_columns.Length == 1 && separator != _request.Separator && _columns[0].Contains(separator, StringComparison.Ordinal))
            {
                return $" Are its fields separated otherwise? --separator {name}";
            }
        }

        return "";
    }

    private static bool IsNumber(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value);

    private static string[] FirstLine(CsvRequest request)
    {
        if (Directory.Exists(request.Path))
        {
            throw new ToolFailure($"{request.Path} is a folder; a CSV file is expected.");
        }

        using var text = CsvRowSource.OpenText(request.Path);
        var file = Path.GetFileName(request.Path);
        var records = new CsvRecords(text, request.Separator, file);
        if (!records.Next())
        {
            throw new InvalidDataException($"{file}: the file is empty; {(request.HasHeader ? "a line with the columns' names" : "a row")} was expected.");
        }

        return request.HasHeader ? [.. records.Fields] : [.. Enumerable.Range(0, records.Fields.Count).Select(column => column.ToString(CultureInfo.InvariantCulture))];
    }

    private static int Find(string column, string[] columns, bool hasHeader, string file)
    {
        var found = Array.IndexOf(columns, column);
        if (found >= 0)
        {
            return Array.IndexOf(columns, column, found + 1) < 0 ? found
                : throw new ToolFailure($"{file}: two columns have the name '{column}'; name one by its place, the first is 0.");
        }

        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < columns.Length)
        {
            return place;
        }

        throw new ToolFailure($"{file}: there is no column '{FileText.Printable(column)}'; " + (hasHeader
            ? $"the columns are {Listed(columns)}."
            : $"without a first line of names they are 0 to {columns.Length - 1}."));
    }

    private static string Listed(IReadOnlyList<string> names)
    {
        const int Shown = 12;
        var listed = string.Join(", ", names.Take(Shown).Select(name => FileText.Printable(name)));
        return names.Count > Shown ? $"{listed}, … {names.Count - Shown} more" : listed;
    }

    private Dataset ReadClasses(NetworkInfo info, IReadOnlyList<string>? known)
    {
        var output = info.Outputs[0];
        var classes = output.Meaning == OutputMeaning.YesOrNo ? 2 : output.Meaning == OutputMeaning.Classes ? output.Shape[^1] : info.TargetSize;
        var found = known is { Count: > 0 } ? known : ReadLabels([]).ClassNames;
        if (output.ClassNames.Count > 0 && known is null && found.All(output.ClassNames.Contains))
        {
            // The class gives them an order of its own.
            found = output.ClassNames;
        }
        else if (known is null && found.All(name => IsClassNumber(name, classes)))
        {
            // 0 and 2 of three classes stay 0 and 2, though no row has the 1.
            found = [.. Enumerable.Range(0, classes).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        }
        else if (output.ClassNames.Count > 0 && known is null)
        {
            throw new ToolFailure($"{FileName}: column '{TargetNames[0]}' has the classes {Listed(found)}; {info.Name} names its classes {Listed(output.ClassNames)}.");
        }

        if (found.Count > classes)
        {
            throw new ToolFailure(output.Meaning == OutputMeaning.YesOrNo
                ? $"{FileName}: column '{TargetNames[0]}' has {found.Count} classes ({Listed(found)}); {info.Name} says yes or no, which are 2."
                : $"{FileName}: column '{TargetNames[0]}' has {found.Count} classes ({Listed(found)}); {info.Name} has {classes} outputs.");
        }

        return ReadLabels(found);
    }

    private static bool IsClassNumber(string name, int classes) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < classes
        && name == number.ToString(CultureInfo.InvariantCulture);

    private Dataset ReadLabels(IReadOnlyList<string> classNames) => ReadFile(new CsvOptions
    {
        Label = _targets[0],
        ClassNames = classNames,
        Ignored = Places(_ignored),
        RowWeight = _rowWeight,
        Separator = _request.Separator,
        HasHeader = _request.HasHeader,
    });

    private Dataset ReadTargets() => ReadFile(new CsvOptions
    {
        Targets = Places(_targets),
        Ignored = Places(_ignored),
        RowWeight = _rowWeight,
        Separator = _request.Separator,
        HasHeader = _request.HasHeader,
    });

    private Dataset ReadUnlabelled() => ReadFile(new CsvOptions
    {
        Ignored = Places([.. _ignored, .. _targets]),
        RowWeight = _rowWeight,
        Separator = _request.Separator,
        HasHeader = _request.HasHeader,
    });

    private Dataset ReadFile(CsvOptions options)
    {
        try
        {
            return Refusals.Said(() => Dataset.FromCsv(_request.Path, options), Hint);
        }
        catch (ToolFailure failure)
        {
            // The library speaks of its options; here the names themselves are known.
            throw new ToolFailure(failure.Message.Replace("one of CsvOptions.ClassNames was expected", $"one of {Listed(options.ClassNames)} was expected", StringComparison.Ordinal), failure.Code, failure);
        }
    }

    private static CsvColumn[] Places(int[] places) => [.. places.Select(place => (CsvColumn)place)];
}
