using System.Text;

namespace NeuralLearn.Compiled;

/// <content>Datasets from files.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Reads a CSV file (UTF-8, or UTF-16 with a byte order mark) as a whole. <see cref="CsvRowSource"/> reads larger ones row by row.
    /// </summary>
    /// <param name="path">Where it is.</param>
    /// <param name="options">What its columns are; without them all are inputs, and the first line names them.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is malformed, a value is missing or no number, or there is no such column; the message says where, what was found there
    /// and what was expected.
    /// </exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset FromCsv(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var text = CsvRowSource.OpenText(path);
        return FromCsv(text, options, Path.GetFileName(path));
    }

    /// <summary>Reads CSV text as a whole: RFC 4180, numbers with a point whatever the computer's language.</summary>
    /// <param name="text">Read to its end; left open.</param>
    /// <param name="options">What its columns are; without them all are inputs, and the first line names them.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InvalidDataException">
    /// The text is malformed, a value is missing or no number, or there is no such column; the message says where, what was found there
    /// and what was expected.
    /// </exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset FromCsv(TextReader text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromCsv(text, options, "CSV");
    }

    /// <summary>
    /// Reads images and their labels in the format of MNIST (IDX), plain or compressed with gzip. An image is one row, its values in the
    /// order of the file.
    /// </summary>
    /// <param name="imagesPath">A file of one image per row, of any shape.</param>
    /// <param name="labelsPath">A file of one whole number per row.</param>
    /// <param name="divisor">What every value is divided by; 255 brings bytes to 0…1, as PyTorch's ToTensor.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InvalidDataException">A file is malformed, or they do not have equally many rows.</exception>
    public static Dataset FromIdx(string imagesPath, string labelsPath, float divisor = 255f)
    {
        using var images = File.OpenRead(imagesPath);
        using var labels = File.OpenRead(labelsPath);
        return FromIdx(images, labels, divisor);
    }

    /// <inheritdoc cref="FromIdx(string, string, float)"/>
    /// <param name="images">One image per row, of any shape; read to its end and left open.</param>
    /// <param name="labels">One whole number per row; read to its end and left open.</param>
    /// <param name="divisor">What every value is divided by; 255 brings bytes to 0…1, as PyTorch's ToTensor.</param>
    public static Dataset FromIdx(Stream images, Stream labels, float divisor = 255f)
    {
        if (!float.IsFinite(divisor) || divisor == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(divisor), divisor, $"The values are to be divided by {divisor}.");
        }

        var imageFile = IdxFile.Read(images);
        var labelFile = IdxFile.Read(labels);
        if (labelFile.Shape.Count != 1)
        {
            throw new InvalidDataException(
                $"The file of labels has {labelFile.Shape.Count} axes; a list has 1. Are images and labels swapped?");
        }

        if (imageFile.Shape[0] != labelFile.Shape[0])
        {
            throw new InvalidDataException(
                $"There are {imageFile.Shape[0]} images and {labelFile.Shape[0]} labels; they must be equally many.");
        }

        var values = imageFile.ToSingles();
        foreach (ref var value in values.AsSpan())
        {
            value /= divisor;
        }

        return imageFile.RowSize > 0
            ? new Dataset(values, imageFile.RowSize, labelFile.ToLabels())
            : throw new InvalidDataException("The images have no values: one of their axes has length 0.");
    }

    /// <summary>
    /// Reads a dataset from a safetensors file. Its tensors are <c>inputs</c> (F32 or F64, [rows, …]) and, where there are any,
    /// <c>targets</c> (F32 or F64, [rows] or [rows, …]) or <c>labels</c> (whole numbers, [rows]), <c>row_weights</c> (F32 or F64, [rows])
    /// and <c>lengths</c> (whole numbers, [rows]).
    /// </summary>
    /// <param name="path">Where it is.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InvalidDataException">The file is malformed, or has other tensors than these.</exception>
    public static Dataset FromSafeTensors(string path) => DataTensors.Read(SafeTensorsFile.Read(path));

    /// <inheritdoc cref="FromSafeTensors(string)"/>
    /// <param name="source">Read to its end; left open.</param>
    public static Dataset FromSafeTensors(Stream source) => DataTensors.Read(SafeTensorsFile.Read(source));

    private static Dataset FromCsv(TextReader text, CsvOptions? options, string file)
    {
        options ??= new CsvOptions();
        var classes = new ClassTable(options.ClassNames);
        try
        {
            var table = new CsvTable(text, options, file);
            var (inputs, targets, labels, weights) = (new List<float>(), new List<float>(), new List<int>(), new List<float>());
            var (input, target) = (new float[table.InputSize], new float[table.TargetSize]);
            while (table.Next())
            {
                table.ReadInputs(input);
                inputs.AddRange(input);
                table.ReadTargets(target);
                targets.AddRange(target);
                if (table.HasLabels)
                {
                    labels.Add(classes.Number(table.LabelText) ?? throw table.LabelProblem("one of CsvOptions.ClassNames was expected"));
                }

                if (table.HasRowWeights)
                {
                    weights.Add(table.ReadRowWeight());
                }
            }

            var numbers = labels.ToArray();
            if (options.ClassOrder == ClassOrder.Sorted)
            {
                classes.Sort(numbers);
            }

            var data = table.HasLabels ? new Dataset(inputs.ToArray(), input.Length, numbers)
                : target.Length > 0 ? new Dataset(inputs.ToArray(), input.Length, targets.ToArray(), target.Length)
                : Unlabelled(inputs.ToArray(), input.Length);
            return new Dataset(data) { RowWeights = weights.ToArray(), ClassNames = classes.Names };
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"{file} is not UTF-8 text: {problem.Message}", problem);
        }
    }
}
